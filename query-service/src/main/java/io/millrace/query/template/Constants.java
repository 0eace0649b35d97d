package io.millrace.query.template;

import io.millrace.query.template.Node.NumberLiteral;
import io.millrace.query.value.GoFloat;
import io.millrace.query.value.GoQuote;
import io.millrace.query.value.ValueSyntaxException;
import java.math.BigInteger;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Constants of templates: Go's numbers, characters and quoted strings.
final class Constants {
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);

  private Constants() {}

  static NumberLiteral number(Token token, Function<String, TemplateException> error) {
    String text = token.text();
    if (text.startsWith("'")) {
      String character = unquote(text);
      String decoded = character == null ? "" : GoString.decode(character);
      if (decoded.codePointCount(0, decoded.length()) != 1) {
        throw error.apply("malformed character constant: " + GoString.decode(text));
      }
      long rune = decoded.codePointAt(0);
      return new NumberLiteral(token.position(), text, rune, (double) rune);
    }
    Long integer = integer(text);
    Double real = null;
    if (integer != null) {
      real = (double) integer;
    } else {
      try {
        real = GoFloat.parse(text);
      } catch (ValueSyntaxException e) {
        throw error.apply("illegal number syntax: " + GoQuote.quote(text));
      }
      if (text.chars().noneMatch(c -> ".eEpP".indexOf(c) >= 0)) {
        throw error.apply("integer overflow: " + GoQuote.quote(text));
      }
      if (real == Math.rint(real) && Math.abs(real) < 0x1p63) {
        integer = real.longValue();
      }
    }
    return new NumberLiteral(token.position(), text, integer, real);
  }

  /// Reads an integer with Go's prefixes and underscores; null if it is none or too large.
  static @Nullable Long integer(String text) {
    String digits = text.toLowerCase(Locale.ROOT);
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    int base = 10;
    boolean prefixed = digits.length() > 1 && digits.charAt(0) == '0';
    if (prefixed) {
      base =
          switch (digits.charAt(1)) {
            case 'x' -> 16;
            case 'b' -> 2;
            default -> 8;
          };
      digits = digits.substring(digits.charAt(1) >= 'a' ? 2 : 1);
    }
    if (digits.startsWith("_") && prefixed) {
      digits = digits.substring(1);
    }
    boolean odd = digits.isEmpty() || digits.startsWith("_") || digits.endsWith("_");
    if (odd || digits.contains("__") || (digits.indexOf('_') >= 0 && !prefixed && base != 10)) {
      return null;
    }
    String plain = digits.replace("_", "");
    for (int i = 0; i < plain.length(); i++) {
      if (Character.digit(plain.charAt(i), base) < 0) {
        return null;
      }
    }
    BigInteger value = new BigInteger(plain, base);
    BigInteger signed = negative ? value.negate() : value;
    return signed.compareTo(MAX) > 0 || signed.compareTo(MIN) < 0 ? null : signed.longValue();
  }

  /// Takes the quotes and the escapes away; null if it is not a Go string. Bytes in, bytes out.
  static @Nullable String unquote(String quoted) {
    char quote = quoted.charAt(0);
    String inner = quoted.substring(1, quoted.length() - 1);
    if (quote == '`') {
      return inner.replace("\r", "");
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < inner.length()) {
      char c = inner.charAt(at++);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      if (at == inner.length()) {
        return null;
      }
      char escape = inner.charAt(at++);
      int digits =
          switch (escape) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
          };
      if (digits > 0) {
        Integer value = digits(inner, at, digits, 16);
        if (value == null || !Character.isValidCodePoint(value)) {
          return null;
        }
        out.append(escape == 'x' ? Character.toString(value) : utf8(value));
        at += digits;
      } else if (escape >= '0' && escape <= '7') {
        Integer value = digits(inner, at - 1, 3, 8);
        if (value == null || value > 255) {
          return null;
        }
        out.append((char) value.intValue());
        at += 2;
      } else {
        int plain = plain(escape, quote);
        if (plain < 0) {
          return null;
        }
        out.append((char) plain);
      }
    }
    return out.toString();
  }

  private static String utf8(int rune) {
    return GoString.encode(Character.toString(rune));
  }

  private static @Nullable Integer digits(String text, int at, int count, int base) {
    if (at + count > text.length()) {
      return null;
    }
    long value = 0;
    for (int i = at; i < at + count; i++) {
      int digit = Character.digit(text.charAt(i), base);
      if (digit < 0) {
        return null;
      }
      value = value * base + digit;
    }
    return value > Integer.MAX_VALUE ? null : (int) value;
  }

  private static int plain(char escape, char quote) {
    return switch (escape) {
      case 'a' -> 7;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0b;
      case '\\' -> '\\';
      default -> escape == quote ? escape : -1;
    };
  }
}
