package io.millrace.query.template.function;

import io.millrace.query.template.GoString;
import io.millrace.query.value.ValueSyntaxException;
import java.util.Base64;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// Functions on strings. Some have two names, and the argument order of Go's package `strings`
/// under the older, upper-case one.
final class StringFunctions {
  /// How long a string may become.
  private static final int MAX_LENGTH = 16 << 20;

  private StringFunctions() {}

  static void addTo(Functions functions) {
    one(functions, "lower", text -> decoded(text, value -> value.toLowerCase(Locale.ROOT)));
    one(functions, "upper", text -> decoded(text, StringFunctions::upper));
    one(functions, "ToLower", text -> decoded(text, value -> value.toLowerCase(Locale.ROOT)));
    one(functions, "ToUpper", text -> decoded(text, StringFunctions::upper));
    one(functions, "title", text -> decoded(text, StringFunctions::title));
    one(functions, "trim", text -> decoded(text, StringFunctions::trimSpace));
    one(functions, "TrimSpace", text -> decoded(text, StringFunctions::trimSpace));
    one(functions, "urlencode", Escapes::query);
    one(functions, "b64enc", text -> Base64.getEncoder().encodeToString(GoString.bytes(text)));
    one(functions, "b64dec", StringFunctions::decodeBase64);
    functions.add("urldecode", (args, _) -> Escapes.unquery(args.string(0)), ParameterType.STRING);

    two(functions, "trimAll", (set, text) -> trimSet(text, set, true, true));
    two(functions, "trimPrefix", (prefix, text) -> withoutPrefix(text, prefix));
    two(functions, "trimSuffix", (suffix, text) -> withoutSuffix(text, suffix));
    two(functions, "contains", (part, text) -> text.contains(part));
    two(functions, "hasPrefix", (prefix, text) -> text.startsWith(prefix));
    two(functions, "hasSuffix", (suffix, text) -> text.endsWith(suffix));
    two(functions, "Trim", (text, set) -> trimSet(text, set, true, true));
    two(functions, "TrimLeft", (text, set) -> trimSet(text, set, true, false));
    two(functions, "TrimRight", (text, set) -> trimSet(text, set, false, true));
    two(functions, "TrimPrefix", StringFunctions::withoutPrefix);
    two(functions, "TrimSuffix", StringFunctions::withoutSuffix);

    functions.add(
        "replace",
        (args, _) -> replace(args.string(2), args.string(0), args.string(1), -1),
        ParameterType.STRING,
        ParameterType.STRING,
        ParameterType.STRING);
    functions.add(
        "Replace",
        (args, _) -> replace(args.string(0), args.string(1), args.string(2), args.integer(3)),
        ParameterType.STRING,
        ParameterType.STRING,
        ParameterType.STRING,
        ParameterType.INT);
    functions.add(
        "trunc",
        (args, _) -> truncate(args.integer(0), args.string(1)),
        ParameterType.INT,
        ParameterType.STRING);
    functions.add(
        "substr",
        (args, _) -> substring(args.integer(0), args.integer(1), args.string(2)),
        ParameterType.INT,
        ParameterType.INT,
        ParameterType.STRING);
    functions.add(
        "repeat",
        (args, _) -> repeat(args.integer(0), args.string(1)),
        ParameterType.INT,
        ParameterType.STRING);
    functions.add(
        "indent",
        (args, _) -> indent(args.integer(0), args.string(1)),
        ParameterType.INT,
        ParameterType.STRING);
    functions.add(
        "nindent",
        (args, _) -> "\n" + indent(args.integer(0), args.string(1)),
        ParameterType.INT,
        ParameterType.STRING);
    functions.add(
        "alignLeft",
        (args, _) -> align(args.integer(0), args.string(1), true),
        ParameterType.INT,
        ParameterType.STRING);
    functions.add(
        "alignRight",
        (args, _) -> align(args.integer(0), args.string(1), false),
        ParameterType.INT,
        ParameterType.STRING);
  }

  private interface Binary {
    Object apply(String one, String two);
  }

  private static void one(Functions functions, String name, UnaryOperator<String> body) {
    functions.add(name, (args, _) -> body.apply(args.string(0)), ParameterType.STRING);
  }

  private static void two(Functions functions, String name, Binary body) {
    functions.add(
        name,
        (args, _) -> body.apply(args.string(0), args.string(1)),
        ParameterType.STRING,
        ParameterType.STRING);
  }

  private static String decoded(String text, UnaryOperator<String> body) {
    return GoString.encode(body.apply(GoString.decode(text)));
  }

  /// Letter by letter: `ß` stays as it is.
  private static String upper(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(rune -> out.appendCodePoint(Character.toUpperCase(rune)));
    return out.toString();
  }

  private static String title(String text) {
    StringBuilder out = new StringBuilder();
    int previous = ' ';
    for (int rune : text.codePoints().toArray()) {
      boolean inside = isWordPart(previous);
      out.appendCodePoint(inside ? rune : Character.toTitleCase(rune));
      previous = rune;
    }
    return out.toString();
  }

  private static boolean isWordPart(int rune) {
    if (rune < 0x80) {
      return Character.isLetterOrDigit(rune) || rune == '_';
    }
    return Character.isLetter(rune) || Character.isDigit(rune) || !isGoSpace(rune);
  }

  private static boolean isGoSpace(int rune) {
    return Character.isSpaceChar(rune) || Character.isWhitespace(rune) || rune == 0x85;
  }

  private static String trimSpace(String text) {
    int[] runes = text.codePoints().toArray();
    int from = 0;
    int to = runes.length;
    while (from < to && isGoSpace(runes[from])) {
      from++;
    }
    while (to > from && isGoSpace(runes[to - 1])) {
      to--;
    }
    return new String(runes, from, to - from);
  }

  private static String trimSet(String text, String set, boolean left, boolean right) {
    int[] members = GoString.decode(set).codePoints().toArray();
    int[] runes = GoString.decode(text).codePoints().toArray();
    int from = 0;
    int to = runes.length;
    while (left && from < to && isOneOf(runes[from], members)) {
      from++;
    }
    while (right && to > from && isOneOf(runes[to - 1], members)) {
      to--;
    }
    return GoString.encode(new String(runes, from, to - from));
  }

  private static boolean isOneOf(int rune, int[] members) {
    for (int member : members) {
      if (member == rune) {
        return true;
      }
    }
    return false;
  }

  private static String withoutPrefix(String text, String prefix) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  private static String withoutSuffix(String text, String suffix) {
    return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
  }

  private static String replace(String text, String old, String with, long times)
      throws ValueSyntaxException {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (long i = 0; (times < 0 || i < times) && at <= text.length(); i++) {
      int found = old.isEmpty() ? emptyPlace(text, at, i) : text.indexOf(old, at);
      if (found < 0) {
        break;
      }
      out.append(text, at, found).append(with);
      at = found + old.length();
      bounded(out.length());
    }
    return out.append(text, Math.min(at, text.length()), text.length()).toString();
  }

  /// Where the `i`-th empty string stands: before each character, and at the end.
  private static int emptyPlace(String text, int at, long i) {
    if (i == 0) {
      return at;
    }
    if (at >= text.length()) {
      return -1;
    }
    int next = at + 1;
    while (next < text.length() && (text.charAt(next) & 0xc0) == 0x80) {
      next++;
    }
    return next;
  }

  /// The first `count` bytes, or the last ones if it is negative.
  private static String truncate(long count, String text) {
    if (count < 0 && text.length() + count > 0) {
      return text.substring((int) (text.length() + count));
    }
    return count >= 0 && text.length() > count ? text.substring(0, (int) count) : text;
  }

  private static String substring(long start, long end, String text) throws ValueSyntaxException {
    if (start < 0) {
      if (end < 0 || end > text.length()) {
        throw bounds("[:" + end + "] with length " + text.length());
      }
      return text.substring(0, (int) end);
    }
    if (end < 0 || end > text.length()) {
      if (start > text.length()) {
        throw bounds("[" + start + ":" + text.length() + "]");
      }
      return text.substring((int) start);
    }
    if (start > end) {
      throw bounds("[" + start + ":" + end + "]");
    }
    return text.substring((int) start, (int) end);
  }

  private static ValueSyntaxException bounds(String what) {
    return new ValueSyntaxException("runtime error: slice bounds out of range " + what);
  }

  private static String repeat(long count, String text) throws ValueSyntaxException {
    if (count < 0) {
      throw new ValueSyntaxException("strings: negative Repeat count");
    }
    bounded(Math.multiplyHigh(count, text.length()) == 0 ? count * text.length() : Long.MAX_VALUE);
    return text.repeat((int) count);
  }

  private static String indent(long spaces, String text) throws ValueSyntaxException {
    if (spaces < 0) {
      throw new ValueSyntaxException("strings: negative Repeat count");
    }
    long lines = 1 + text.chars().filter(c -> c == '\n').count();
    bounded(spaces > MAX_LENGTH ? spaces : spaces * lines);
    String padding = " ".repeat((int) spaces);
    return padding + text.replace("\n", "\n" + padding);
  }

  private static String align(long count, String text, boolean left) throws ValueSyntaxException {
    String decoded = GoString.decode(text);
    int length = decoded.codePointCount(0, decoded.length());
    if (count < 0 || count == length) {
      return text;
    }
    bounded(count);
    if (count > length) {
      String padding = " ".repeat((int) count - length);
      return left ? text + padding : padding + text;
    }
    int place = decoded.offsetByCodePoints(0, left ? (int) count : length - (int) count);
    return GoString.encode(left ? decoded.substring(0, place) : decoded.substring(place));
  }

  private static void bounded(long length) throws ValueSyntaxException {
    if (length < 0 || length > MAX_LENGTH) {
      throw new ValueSyntaxException(
          "result of " + length + " bytes, " + MAX_LENGTH + " are allowed");
    }
  }

  private static String decodeBase64(String text) {
    String padded = text + "=".repeat((4 - text.length() % 4) % 4);
    try {
      byte[] bytes = Base64.getDecoder().decode(GoString.bytes(padded));
      return GoString.of(bytes, 0, bytes.length);
    } catch (IllegalArgumentException e) {
      return "illegal base64 data at input byte " + firstIllegal(padded);
    }
  }

  private static int firstIllegal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean legal =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '+'
              || c == '/';
      if (!legal) {
        return i;
      }
    }
    return text.length();
  }
}
