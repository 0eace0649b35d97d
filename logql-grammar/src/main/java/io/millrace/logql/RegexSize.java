package io.millrace.logql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/// Measures an RE2 expression before it is compiled: a compiler copies what is repeated, so a few
/// characters like `((x{100}){100}){100}` could fill the memory.
///
/// The limits and their messages are those of Go, but for the size, which is smaller here. What is
/// no valid expression is measured somehow; the compiler will refuse it.
final class RegexSize {
  private static final int MOST_COPIES = 1_000;
  private static final int DEEPEST = 1_000;
  private static final int LARGEST = 250_000;
  private static final Pattern REPEAT = Pattern.compile("\\{(\\d{1,9})(?:(,)(\\d{0,9}))?\\}");

  /// What has been read of one group.
  ///
  /// @param size how many pieces it compiles to
  /// @param copies how often its most repeated piece is there
  private record Group(long size, long copies) {}

  private final String regex;
  private final Deque<Group> open = new ArrayDeque<>();
  private Group group = new Group(0, 1);
  private Group last = new Group(0, 1);
  private int at;

  private RegexSize(String regex) {
    this.regex = regex;
  }

  /// Why `regex` is too large, or the empty string.
  static String fault(String regex) {
    return new RegexSize(regex).measure();
  }

  private String measure() {
    while (at < regex.length()) {
      String fault = step();
      if (!fault.isEmpty()) {
        return "error parsing regexp: " + fault;
      }
    }
    return "";
  }

  private String step() {
    switch (regex.charAt(at)) {
      case '\\' -> escape();
      case '[' -> characterClass();
      case '(' -> {
        open.push(group);
        group = new Group(0, 1);
        at++;
      }
      case ')' -> {
        at++;
        Group inner = group;
        group = open.isEmpty() ? new Group(0, 1) : open.pop();
        append(new Group(inner.size() + 2, inner.copies()));
      }
      case '{' -> {
        return repeat();
      }
      default -> {
        at++;
        append(new Group(1, 1));
      }
    }
    if (open.size() > DEEPEST) {
      return "expression nests too deeply: `" + regex + "`";
    }
    return group.size() > LARGEST ? "expression too large: `" + regex + "`" : "";
  }

  private String repeat() {
    var repeat = REPEAT.matcher(regex).region(at, regex.length());
    if (!repeat.lookingAt()) {
      at++;
      append(new Group(1, 1));
      return "";
    }
    at = repeat.end();
    String most = repeat.group(3) == null || repeat.group(3).isEmpty() ? "0" : repeat.group(3);
    long count = Math.max(Long.parseLong(repeat.group(1)), Long.parseLong(most));
    Group repeated =
        new Group(last.size() * Math.max(count, 1), last.copies() * Math.max(count, 1));
    if (repeated.copies() > MOST_COPIES) {
      return "invalid repeat count: `" + repeat.group() + "`";
    }
    group = new Group(group.size() - last.size(), group.copies());
    append(repeated);
    return group.size() > LARGEST ? "expression too large: `" + regex + "`" : "";
  }

  private void append(Group piece) {
    last = piece;
    group = new Group(group.size() + piece.size(), Math.max(group.copies(), piece.copies()));
  }

  private void escape() {
    int end = at + 2;
    if (regex.startsWith("\\Q", at)) {
      int close = regex.indexOf("\\E", end);
      end = close < 0 ? regex.length() : close + 2;
    } else if (regex.startsWith("{", end) && end > 0 && "pPx".indexOf(regex.charAt(end - 1)) >= 0) {
      int close = regex.indexOf('}', end);
      end = close < 0 ? regex.length() : close + 1;
    }
    append(new Group(end - at, 1));
    at = Math.min(end, regex.length());
  }

  private void characterClass() {
    int end = at + 1;
    if (regex.startsWith("^", end)) {
      end++;
    }
    if (regex.startsWith("]", end)) {
      end++;
    }
    while (end < regex.length() && regex.charAt(end) != ']') {
      if (regex.startsWith("[:", end) && regex.indexOf(":]", end) > 0) {
        end = regex.indexOf(":]", end) + 1;
      } else if (regex.charAt(end) == '\\') {
        end++;
      }
      end++;
    }
    at = Math.min(end + 1, regex.length());
    append(new Group(1, 1));
  }
}
