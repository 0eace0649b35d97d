package io.millrace.query.template.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Go's `fmt.Sprintf`. Strings are bytes, in and out.
public final class GoFormat {
  /// Go refuses wider and more precise ones.
  private static final int MAX_NUMBER = 1_000_000;

  private final String format;
  private final List<? extends @Nullable Object> args;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int arg;
  private boolean reordered;
  private boolean goodIndex;
  private boolean afterIndex;

  private GoFormat(String format, List<? extends @Nullable Object> args) {
    this.format = format;
    this.args = args;
  }

  public static String format(String format, List<? extends @Nullable Object> args) {
    return new GoFormat(format, args).run();
  }

  private String run() {
    while (at < format.length()) {
      int percent = format.indexOf('%', at);
      if (percent < 0) {
        out.append(format, at, format.length());
        break;
      }
      out.append(format, at, percent);
      at = percent + 1;
      if (!verb()) {
        break;
      }
    }
    if (!reordered && arg < args.size()) {
      extra();
    }
    return out.toString();
  }

  private void extra() {
    out.append("%!(EXTRA ");
    for (int i = arg; i < args.size(); i++) {
      Object value = args.get(i);
      out.append(i > arg ? ", " : "");
      out.append(value == null ? "<nil>" : GoTypes.name(value) + "=" + GoPrinter.value(value));
    }
    out.append(')');
  }

  private boolean verb() {
    goodIndex = true;
    afterIndex = false;
    boolean sharp = false;
    boolean zero = false;
    boolean plus = false;
    boolean minus = false;
    boolean space = false;
    flags:
    for (; at < format.length(); at++) {
      switch (format.charAt(at)) {
        case '#' -> sharp = true;
        case '0' -> zero = true;
        case '+' -> plus = true;
        case '-' -> minus = true;
        case ' ' -> space = true;
        default -> {
          break flags;
        }
      }
    }
    index();
    int width;
    if (isAt('*')) {
      at++;
      width = star("%!(BADWIDTH)");
      if (width < -1) {
        minus = true;
        width = -width;
      }
      afterIndex = false;
    } else {
      width = number();
      goodIndex &= !(afterIndex && width >= 0);
    }
    int precision = precision();
    if (!afterIndex) {
      index();
    }
    if (at >= format.length()) {
      out.append("%!(NOVERB)");
      return false;
    }
    int size = runeLength(format.charAt(at));
    String verb = format.substring(at, Math.min(format.length(), at + size));
    at += verb.length();
    one(verb, new FormatFlags(sharp, zero && !minus, plus, minus, space, width, precision));
    return true;
  }

  private void one(String verb, FormatFlags flags) {
    if (verb.equals("%")) {
      out.append('%');
    } else if (!goodIndex) {
      out.append("%!").append(verb).append("(BADINDEX)");
    } else if (arg >= args.size()) {
      out.append("%!").append(verb).append("(MISSING)");
    } else {
      out.append(VerbFormat.format(args.get(arg++), verb, flags));
    }
  }

  private int precision() {
    if (!isAt('.')) {
      return -1;
    }
    at++;
    goodIndex &= !afterIndex;
    index();
    if (isAt('*')) {
      at++;
      int precision = star("%!(BADPREC)");
      afterIndex = false;
      return Math.max(precision, -1);
    }
    return Math.max(number(), 0);
  }

  /// Reads `[n]`, the number of the next argument, from 1.
  private void index() {
    afterIndex = false;
    if (!isAt('[')) {
      return;
    }
    reordered = true;
    int end = format.indexOf(']', at);
    if (end < 0) {
      goodIndex = false;
      at++;
      return;
    }
    int start = at + 1;
    at = start;
    int index = number();
    boolean valid = index >= 1 && index <= args.size() && at == end;
    at = end + 1;
    if (valid) {
      arg = index - 1;
      afterIndex = true;
    } else {
      goodIndex = false;
    }
  }

  private int star(String fault) {
    Long number = arg < args.size() ? GoTypes.integer(args.get(arg)) : null;
    arg++;
    if (number == null || Math.abs(number) > MAX_NUMBER) {
      out.append(fault);
      return -1;
    }
    return number.intValue();
  }

  private int number() {
    int start = at;
    int value = 0;
    while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
      value = value * 10 + format.charAt(at) - '0';
      at++;
      if (value > MAX_NUMBER) {
        return -1;
      }
    }
    return at == start ? -1 : value;
  }

  private boolean isAt(char c) {
    return at < format.length() && format.charAt(at) == c;
  }

  private static int runeLength(char first) {
    if (first < 0xc0) {
      return 1;
    }
    return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  }
}
