package io.millrace.query.regex;

import io.millrace.query.regex.Node.AnyRune;
import io.millrace.query.regex.Node.AnyRuneButNewline;
import io.millrace.query.regex.Node.Assertion;
import io.millrace.query.regex.Node.CharClass;
import io.millrace.query.regex.Node.Literal;
import io.millrace.query.regex.Node.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Reads a pattern in Perl syntax as RE2 restricts it.
final class RegexReader {
  private static final int MAX_REPEAT = 1000;
  private static final int MAX_DEPTH = 1000;

  private final String text;
  private final ClassReader classes;
  private int at;
  private int captures;
  private final RepeatSize sizes = new RepeatSize();

  private boolean fold;
  private boolean dotMatchesNewline;
  private boolean multiLine;
  private boolean lazy;

  /// An open parenthesis (the outermost has none), and the flags that hold again behind it.
  private record Group(
      Sequence sequence,
      int capture,
      String name,
      boolean fold,
      boolean dotMatchesNewline,
      boolean multiLine,
      boolean lazy) {}

  private RegexReader(String text) {
    this.text = text;
    this.classes = new ClassReader(text);
  }

  /// Reads a pattern.
  ///
  /// @throws RegexSyntaxException if it is not RE2
  static Node read(String pattern) {
    return new RegexReader(pattern).read();
  }

  private Node read() {
    Deque<Group> open = new ArrayDeque<>();
    Sequence sequence = new Sequence();
    int lastRepeat = -1;
    while (at < text.length()) {
      int repeat = -1;
      char c = text.charAt(at);
      switch (c) {
        case '(' -> {
          Group group = openGroup(sequence);
          if (group != null) {
            open.push(group);
            sequence = new Sequence();
            if (open.size() > MAX_DEPTH) {
              throw new RegexSyntaxException("expression nests too deeply", text);
            }
          }
        }
        case '|' -> {
          sequence.nextAlternative();
          at++;
        }
        case ')' -> {
          at++;
          if (open.isEmpty()) {
            throw new RegexSyntaxException("unexpected )", text);
          }
          sequence = closeGroup(open.pop(), sequence.finish());
        }
        case '*', '+', '?', '{' -> {
          int start = at;
          if (repeat(sequence, lastRepeat)) {
            repeat = start;
          }
        }
        default -> atom(c, sequence);
      }
      lastRepeat = repeat;
    }
    if (!open.isEmpty()) {
      throw new RegexSyntaxException("missing closing )", text);
    }
    return sequence.finish();
  }

  private void atom(char c, Sequence sequence) {
    switch (c) {
      case '^' -> {
        sequence.push(new Assertion(multiLine ? Place.BEGIN_LINE : Place.BEGIN_TEXT));
        at++;
      }
      case '$' -> {
        sequence.push(new Assertion(multiLine ? Place.END_LINE : Place.END_TEXT));
        at++;
      }
      case '.' -> {
        sequence.push(dotMatchesNewline ? new AnyRune() : new AnyRuneButNewline());
        at++;
      }
      case '[' -> {
        pushClass(sequence, classes.bracket(at, fold));
        at = classes.position();
      }
      case '\\' -> escape(sequence);
      default -> {
        int rune = text.codePointAt(at);
        at += Character.charCount(rune);
        literal(sequence, rune);
      }
    }
  }

  private Sequence closeGroup(Group group, Node inside) {
    Sequence sequence = group.sequence();
    fold = group.fold();
    dotMatchesNewline = group.dotMatchesNewline();
    multiLine = group.multiLine();
    lazy = group.lazy();
    sequence.push(
        group.capture() == 0 ? inside : new Node.Capture(group.capture(), group.name(), inside));
    return sequence;
  }

  private void literal(Sequence sequence, int rune) {
    sequence.push(new Literal(new int[] {fold ? CaseFolding.smallest(rune) : rune}, fold));
  }

  /// A class of one letter, or of one letter in both its cases, is a literal.
  private static void pushClass(Sequence sequence, int[] ranges) {
    if (ranges.length == 2 && ranges[0] == ranges[1]) {
      sequence.push(new Literal(new int[] {ranges[0]}, false));
    } else if ((ranges.length == 4
            && ranges[0] == ranges[1]
            && ranges[2] == ranges[3]
            && CaseFolding.arePair(ranges[0], ranges[2]))
        || (ranges.length == 2
            && ranges[0] + 1 == ranges[1]
            && CaseFolding.arePair(ranges[0], ranges[1]))) {
      sequence.push(new Literal(new int[] {ranges[0]}, true));
    } else {
      sequence.push(new CharClass(ranges));
    }
  }

  private void escape(Sequence sequence) {
    if (at + 1 < text.length()) {
      switch (text.charAt(at + 1)) {
        case 'A' -> {
          place(sequence, Place.BEGIN_TEXT);
          return;
        }
        case 'z' -> {
          place(sequence, Place.END_TEXT);
          return;
        }
        case 'b' -> {
          place(sequence, Place.WORD_BOUNDARY);
          return;
        }
        case 'B' -> {
          place(sequence, Place.NO_WORD_BOUNDARY);
          return;
        }
        case 'C' -> throw new RegexSyntaxException("invalid escape sequence", "\\C");
        case 'Q' -> {
          quoted(sequence);
          return;
        }
        default -> {
          RuneRanges set = new RuneRanges();
          if (classes.escapedClass(at, set, fold)) {
            at = classes.position();
            pushClass(sequence, set.ranges());
            return;
          }
        }
      }
    }
    int rune = classes.escape(at);
    at = classes.position();
    literal(sequence, rune);
  }

  private void place(Sequence sequence, Place place) {
    sequence.push(new Assertion(place));
    at += 2;
  }

  private void quoted(Sequence sequence) {
    int start = at + 2;
    int end = text.indexOf("\\E", start);
    at = end < 0 ? text.length() : end + 2;
    text.substring(start, end < 0 ? text.length() : end)
        .codePoints()
        .forEach(rune -> literal(sequence, rune));
  }

  /// Reads `(`, `(?P<name>` or `(?flags:`; or `(?flags)`, which opens nothing.
  private @Nullable Group openGroup(Sequence sequence) {
    if (!text.startsWith("(?", at)) {
      at++;
      return group(sequence, ++captures, "");
    }
    boolean python = text.startsWith("(?P<", at) && text.length() - at > 4;
    boolean plain = text.startsWith("(?<", at) && text.length() - at > 3;
    if (python || plain) {
      int end = text.indexOf('>', at);
      if (end < 0) {
        throw new RegexSyntaxException("invalid named capture", text.substring(at));
      }
      String name = text.substring(at + (python ? 4 : 3), end);
      if (!isCaptureName(name)) {
        throw new RegexSyntaxException("invalid named capture", text.substring(at, end + 1));
      }
      at = end + 1;
      return group(sequence, ++captures, name);
    }
    return flags(sequence);
  }

  private Group group(Sequence sequence, int capture, String name) {
    return new Group(sequence, capture, name, fold, dotMatchesNewline, multiLine, lazy);
  }

  private @Nullable Group flags(Sequence sequence) {
    int start = at;
    Group before = group(sequence, 0, "");
    boolean value = true;
    boolean sawFlag = false;
    for (at += 2; at < text.length(); at++) {
      char c = text.charAt(at);
      switch (c) {
        case 'i' -> fold = value;
        case 'm' -> multiLine = value;
        case 's' -> dotMatchesNewline = value;
        case 'U' -> lazy = value;
        case '-' -> {
          if (!value) {
            throw badFlags(start);
          }
          value = false;
          sawFlag = false;
          continue;
        }
        case ':', ')' -> {
          if (!value && !sawFlag) {
            throw badFlags(start);
          }
          at++;
          return c == ':' ? before : null;
        }
        default -> throw badFlags(start);
      }
      sawFlag = true;
    }
    throw new RegexSyntaxException("missing closing )", text);
  }

  private RegexSyntaxException badFlags(int start) {
    int end = Math.min(text.length(), text.offsetByCodePoints(at, 1));
    return new RegexSyntaxException(
        "invalid or unsupported Perl syntax", text.substring(start, end));
  }

  private static boolean isCaptureName(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> c == '_' || (c < 0x80 && Character.isLetterOrDigit(c)));
  }

  /// Reads a repetition, or the brace that is none.
  ///
  /// @return whether it was one
  private boolean repeat(Sequence sequence, int lastRepeat) {
    int start = at;
    int min = 0;
    int max = -1;
    char op = text.charAt(at++);
    if (op == '{') {
      int[] counts = counts();
      if (counts == null) {
        at = start + 1;
        literal(sequence, '{');
        return false;
      }
      min = counts[0];
      max = counts[1];
      if (min > MAX_REPEAT || max > MAX_REPEAT || (max >= 0 && min > max)) {
        throw new RegexSyntaxException("invalid repeat count", text.substring(start, at));
      }
    }
    boolean greedy = !lazy;
    if (at < text.length() && text.charAt(at) == '?') {
      at++;
      greedy = lazy;
    }
    if (lastRepeat >= 0) {
      throw new RegexSyntaxException(
          "invalid nested repetition operator", text.substring(lastRepeat, at));
    }
    Node sub = sequence.pop();
    if (sub == null) {
      throw new RegexSyntaxException(
          "missing argument to repetition operator", text.substring(start, at));
    }
    Node node =
        switch (op) {
          case '*' -> new Node.Star(sub, greedy);
          case '+' -> new Node.Plus(sub, greedy);
          case '?' -> new Node.Quest(sub, greedy);
          default -> new Node.Repeat(sub, min, max, greedy);
        };
    if (!sizes.isBearable(node)) {
      throw new RegexSyntaxException("invalid repeat count", text.substring(start, at));
    }
    sequence.push(node);
    return true;
  }

  /// Reads `{n}`, `{n,}` or `{n,m}` behind its brace; null if it is none of them.
  private int @Nullable [] counts() {
    int min = number();
    if (min < 0 || at >= text.length()) {
      return null;
    }
    int max = min;
    if (text.charAt(at) == ',') {
      at++;
      if (at >= text.length()) {
        return null;
      }
      if (text.charAt(at) == '}') {
        max = -1;
      } else {
        max = number();
        if (max < 0) {
          return null;
        }
      }
    }
    if (at >= text.length() || text.charAt(at) != '}') {
      return null;
    }
    at++;
    return new int[] {min, max};
  }

  /// Reads a decimal number without a leading zero; -1 if there is none. Large ones are cut.
  private int number() {
    int start = at;
    int value = 0;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      value = Math.min(value * 10 + text.charAt(at) - '0', 1_000_000);
      at++;
    }
    boolean none = at == start || (at - start > 1 && text.charAt(start) == '0');
    return none ? -1 : value;
  }
}
