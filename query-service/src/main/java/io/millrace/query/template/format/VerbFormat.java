package io.millrace.query.template.format;

import io.millrace.query.template.GoString;
import io.millrace.query.template.time.GoTime;
import io.millrace.query.value.GoFloat;
import io.millrace.query.value.GoQuote;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One value, formatted by one verb.
final class VerbFormat {
  private VerbFormat() {}

  static String format(@Nullable Object value, String verb, FormatFlags flags) {
    if (verb.equals("T")) {
      return string(GoTypes.name(value), 's', flags);
    }
    char letter = verb.length() == 1 ? verb.charAt(0) : 0;
    return switch (value) {
      case null -> letter == 'v' ? flags.padWithBlanks("<nil>") : bad(null, verb);
      case Boolean bool ->
          letter == 't' || letter == 'v' ? flags.pad(bool.toString()) : bad(bool, verb);
      case Long number -> integer(number, number, verb, letter, flags);
      case Int64(long number) -> integer(value, number, verb, letter, flags);
      case Double number -> real(number, verb, letter, flags);
      case String text -> text(text, text, verb, letter, flags);
      case ZonedDateTime time -> text(time, GoTime.print(time), verb, letter, flags);
      case List<?> list -> list(list, verb, flags);
      case Map<?, ?> map -> map(map, verb, flags);
      default -> bad(value, verb);
    };
  }

  private static String bad(@Nullable Object value, String verb) {
    return "%!"
        + verb
        + "("
        + (value == null ? "<nil>" : GoTypes.name(value) + "=" + GoPrinter.value(value))
        + ")";
  }

  private static String list(List<?> list, String verb, FormatFlags flags) {
    List<String> parts = new ArrayList<>();
    for (Object element : list) {
      parts.add(format(element, verb, flags));
    }
    return "[" + String.join(" ", parts) + "]";
  }

  private static String map(Map<?, ?> map, String verb, FormatFlags flags) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<?, ?> entry : new TreeMap<Object, Object>(map).entrySet()) {
      parts.add(format(entry.getKey(), verb, flags) + ":" + format(entry.getValue(), verb, flags));
    }
    return "map[" + String.join(" ", parts) + "]";
  }

  private static String text(
      Object value, String text, String verb, char letter, FormatFlags flags) {
    return switch (letter) {
      case 'v' -> flags.sharp() ? string(text, 'q', flags) : string(text, 's', flags);
      case 's', 'q' -> string(text, letter, flags);
      case 'x', 'X' -> hex(text, letter, flags);
      default -> bad(value, verb);
    };
  }

  private static String string(String text, char letter, FormatFlags flags) {
    String cut = text;
    if (flags.precision() >= 0) {
      String decoded = GoString.decode(text);
      if (decoded.codePointCount(0, decoded.length()) > flags.precision()) {
        int end = decoded.offsetByCodePoints(0, flags.precision());
        cut = GoString.encode(decoded.substring(0, end));
      }
    }
    if (letter != 'q') {
      return flags.pad(cut);
    }
    String decoded = GoString.decode(cut);
    boolean raw = flags.sharp() && decoded.codePoints().allMatch(VerbFormat::isRaw);
    String quoted =
        raw
            ? "`" + decoded + "`"
            : flags.plus() ? GoQuote.quoteAscii(decoded) : GoQuote.quote(decoded);
    return flags.pad(GoString.encode(quoted));
  }

  private static boolean isRaw(int rune) {
    return rune != '`' && rune != 0xfeff && rune != 0x7f && (rune >= ' ' || rune == '\t');
  }

  private static String hex(String text, char letter, FormatFlags flags) {
    int length =
        flags.precision() >= 0 ? Math.min(text.length(), flags.precision()) : text.length();
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < length; i++) {
      if (i > 0 && flags.space()) {
        out.append(' ');
      }
      if (flags.sharp() && (i == 0 || flags.space())) {
        out.append('0').append(letter);
      }
      out.append((letter == 'x' ? "%02x" : "%02X").formatted((int) text.charAt(i)));
    }
    return flags.pad(out.toString());
  }

  private static String integer(
      Object value, long number, String verb, char letter, FormatFlags flags) {
    return switch (letter) {
      case 'v', 'd' -> digits(number, 10, letter, flags);
      case 'b' -> digits(number, 2, letter, flags);
      case 'o', 'O' -> digits(number, 8, letter, flags);
      case 'x', 'X' -> digits(number, 16, letter, flags);
      case 'c' -> flags.pad(GoString.encode(Character.toString(rune(number))));
      case 'q' -> flags.pad(GoString.encode(GoQuote.quoteRune(rune(number))));
      case 'U' -> unicode(number, flags);
      default -> bad(value, verb);
    };
  }

  private static int rune(long number) {
    boolean valid =
        number >= 0
            && number <= Character.MAX_CODE_POINT
            && Character.getType((int) number) != Character.SURROGATE;
    return valid ? (int) number : 0xfffd;
  }

  private static String unicode(long number, FormatFlags flags) {
    int width = Math.max(flags.precision(), 4);
    String hex = Long.toHexString(number).toUpperCase(Locale.ROOT);
    String text = "U+" + "0".repeat(Math.max(0, width - hex.length())) + hex;
    boolean shows =
        flags.sharp()
            && number >= 0
            && number <= Character.MAX_CODE_POINT
            && GoQuote.isPrintable((int) number);
    String shown =
        shows ? text + " '" + GoString.encode(Character.toString((int) number)) + "'" : text;
    return flags.padWithBlanks(shown);
  }

  private static String digits(long number, int base, char letter, FormatFlags flags) {
    boolean negative = number < 0;
    boolean signed = negative || flags.plus() || flags.space();
    String digits =
        negative ? Long.toString(number, base).substring(1) : Long.toString(number, base);
    int least = flags.precision();
    boolean zero = flags.zero();
    if (least >= 0) {
      zero = false;
      if (least == 0 && number == 0) {
        return flags.padWithBlanks("");
      }
    } else if (zero && flags.width() >= 0) {
      least = flags.width() - (signed ? 1 : 0);
    }
    if (letter == 'X') {
      digits = digits.toUpperCase(Locale.ROOT);
    }
    if (digits.length() < least) {
      digits = "0".repeat(least - digits.length()) + digits;
    }
    String prefix =
        switch (letter) {
          case 'b' -> flags.sharp() ? "0b" : "";
          case 'o' -> flags.sharp() && !digits.startsWith("0") ? "0" : "";
          case 'O' -> "0o";
          case 'x' -> flags.sharp() ? "0x" : "";
          case 'X' -> flags.sharp() ? "0X" : "";
          default -> "";
        };
    String sign = negative ? "-" : flags.plus() ? "+" : flags.space() ? " " : "";
    return flags.padWithBlanks(sign + prefix + digits);
  }

  private static String real(double number, String verb, char letter, FormatFlags flags) {
    String text =
        switch (letter) {
          case 'v' -> GoFloat.format(number, 'g', flags.precision());
          case 'e', 'E' -> GoFloat.format(number, letter, orSix(flags));
          case 'f', 'F' -> GoFloat.format(number, 'f', orSix(flags));
          case 'g', 'G' -> GoFloat.format(number, letter, flags.precision());
          default -> null;
        };
    if (text == null) {
      return bad(number, verb);
    }
    if (text.equals("NaN")) {
      return flags.padWithBlanks(flags.plus() ? "+NaN" : flags.space() ? " NaN" : text);
    }
    boolean negative = text.startsWith("-");
    String magnitude = negative || text.startsWith("+") ? text.substring(1) : text;
    boolean infinite = magnitude.equals("Inf");
    String sign =
        negative
            ? "-"
            : flags.plus() || (infinite && letter == 'v') ? "+" : flags.space() ? " " : "";
    if (infinite && sign.isEmpty()) {
      sign = "+";
    }
    if (flags.zero() && !infinite && flags.width() > sign.length() + magnitude.length()) {
      int zeros = flags.width() - sign.length() - magnitude.length();
      return sign + "0".repeat(zeros) + magnitude;
    }
    return flags.padWithBlanks(sign + magnitude);
  }

  private static int orSix(FormatFlags flags) {
    return flags.precision() < 0 ? 6 : flags.precision();
  }
}
