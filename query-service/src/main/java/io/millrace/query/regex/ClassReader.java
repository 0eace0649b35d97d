package io.millrace.query.regex;

/// Reads what stands for a set of characters or for one escaped character: `[a-z]`, `\pL`, `\d`,
/// `\x{41}`.
final class ClassReader {
  private final String text;
  private int at;

  ClassReader(String text) {
    this.text = text;
  }

  /// Where reading goes on.
  int position() {
    return at;
  }

  /// Reads `[…]` from its opening bracket.
  int[] bracket(int start, boolean fold) {
    at = start + 1;
    boolean negated = peek('^');
    if (negated) {
      at++;
    }
    RuneRanges set = new RuneRanges();
    boolean first = true;
    while (at >= text.length() || text.charAt(at) != ']' || first) {
      first = false;
      if (!named(set, fold) && !escapedClass(at, set, fold)) {
        range(start, set, fold);
      }
    }
    at++;
    int[] ranges = set.ranges();
    return negated ? RuneRanges.negate(ranges) : ranges;
  }

  /// Reads `\pL`, `\d` and the like at `start` into `set`, if one stands there.
  boolean escapedClass(int start, RuneRanges set, boolean fold) {
    at = start;
    if (!peek('\\') || at + 1 >= text.length()) {
      return false;
    }
    char letter = text.charAt(at + 1);
    if (letter == 'p' || letter == 'P') {
      unicode(set, fold);
      return true;
    }
    int[] perl = UnicodeClasses.perl(Character.toLowerCase(letter));
    if (perl == null || letter >= 0x80) {
      return false;
    }
    at += 2;
    add(perl, Character.isUpperCase(letter), set, fold);
    return true;
  }

  /// Reads one escaped character from its backslash.
  int escape(int start) {
    at = start + 1;
    if (at >= text.length()) {
      throw new RegexSyntaxException("trailing backslash at end of expression", "");
    }
    int c = next();
    switch (c) {
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        if (c == '0' || isOctal()) {
          int rune = c - '0';
          for (int i = 1; i < 3 && isOctal(); i++) {
            rune = rune * 8 + next() - '0';
          }
          return rune;
        }
      }
      case 'x' -> {
        int rune = hex();
        if (rune >= 0) {
          return rune;
        }
      }
      case 'a' -> {
        return 7;
      }
      case 'f' -> {
        return '\f';
      }
      case 'n' -> {
        return '\n';
      }
      case 'r' -> {
        return '\r';
      }
      case 't' -> {
        return '\t';
      }
      case 'v' -> {
        return 0x0b;
      }
      default -> {
        if (c < 0x80 && !Character.isLetterOrDigit(c)) {
          return c;
        }
      }
    }
    throw new RegexSyntaxException("invalid escape sequence", text.substring(start, at));
  }

  private int hex() {
    if (at >= text.length()) {
      return -1;
    }
    int c = next();
    if (c != '{') {
      if (at >= text.length()) {
        return -1;
      }
      int high = hexDigit(c);
      int low = hexDigit(next());
      return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
    int rune = 0;
    int digits = 0;
    while (at < text.length()) {
      c = next();
      if (c == '}') {
        return digits == 0 ? -1 : rune;
      }
      int digit = hexDigit(c);
      rune = rune * 16 + digit;
      if (digit < 0 || rune > RuneRanges.MAX_RUNE) {
        return -1;
      }
      digits++;
    }
    return -1;
  }

  private boolean named(RuneRanges set, boolean fold) {
    if (!text.startsWith("[:", at) || at + 2 >= text.length()) {
      return false;
    }
    int end = text.indexOf(":]", at + 2);
    if (end < 0) {
      return false;
    }
    String name = text.substring(at + 2, end);
    boolean negated = name.startsWith("^");
    int[] ranges = UnicodeClasses.posix(negated ? name.substring(1) : name);
    if (ranges == null) {
      throw new RegexSyntaxException("invalid character class range", text.substring(at, end + 2));
    }
    at = end + 2;
    add(ranges, negated, set, fold);
    return true;
  }

  private void unicode(RuneRanges set, boolean fold) {
    int start = at;
    boolean negated = text.charAt(at + 1) == 'P';
    at += 2;
    if (at >= text.length()) {
      throw new RegexSyntaxException("invalid character class range", text.substring(start));
    }
    String name;
    int c = next();
    if (c == '{') {
      int end = text.indexOf('}', at);
      if (end < 0) {
        throw new RegexSyntaxException("invalid character class range", text.substring(start));
      }
      name = text.substring(at, end);
      at = end + 1;
    } else {
      name = Character.toString(c);
    }
    if (name.startsWith("^")) {
      negated = !negated;
      name = name.substring(1);
    }
    int[] ranges = UnicodeClasses.unicode(name);
    if (ranges == null) {
      throw new RegexSyntaxException("invalid character class range", text.substring(start, at));
    }
    add(ranges, negated, set, fold);
  }

  private static void add(int[] ranges, boolean negated, RuneRanges set, boolean fold) {
    int[] whole = fold ? new RuneRanges().addFolded(ranges).ranges() : ranges;
    if (negated) {
      set.addNegated(whole);
    } else {
      set.addAll(whole);
    }
  }

  private void range(int classStart, RuneRanges set, boolean fold) {
    int start = at;
    int low = member(classStart);
    int high = low;
    if (at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']') {
      at++;
      high = member(classStart);
      if (high < low) {
        throw new RegexSyntaxException("invalid character class range", text.substring(start, at));
      }
    }
    if (fold) {
      set.addFolded(low, high);
    } else {
      set.add(low, high);
    }
  }

  private int member(int classStart) {
    if (at >= text.length()) {
      throw new RegexSyntaxException("missing closing ]", text.substring(classStart));
    }
    return peek('\\') ? escape(at) : next();
  }

  private boolean peek(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private int next() {
    int c = text.codePointAt(at);
    at += Character.charCount(c);
    return c;
  }

  private boolean isOctal() {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '7';
  }

  private static int hexDigit(int c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
