package io.millrace.logql;

import java.util.HashSet;
import java.util.regex.Pattern;

/// Checks of patterns: literal text with `<name>` captures and `<_>` placeholders.
final class PatternCheck {
  private static final Pattern CAPTURE = Pattern.compile("<([A-Za-z_][A-Za-z0-9_]*)>");

  private PatternCheck() {}

  /// Why the `pattern` stage cannot work with `pattern`, or the empty string.
  static String parserFault(String pattern) {
    if (CAPTURE.matcher(pattern).results().allMatch(capture -> capture.group(1).equals("_"))) {
      return "at least one capture is required";
    }
    String consecutive = consecutive(pattern);
    if (!consecutive.isEmpty()) {
      return consecutive;
    }
    var seen = new HashSet<String>();
    return CAPTURE
        .matcher(pattern)
        .results()
        .map(capture -> capture.group(1))
        .filter(name -> !name.equals("_") && !seen.add(name))
        .findFirst()
        .map(name -> "duplicate capture name (" + name + "): invalid expression")
        .orElse("");
  }

  /// Why a line filter cannot work with `pattern`, or the empty string.
  static String filterFault(String pattern) {
    if (!CAPTURE.matcher(pattern).results().allMatch(capture -> capture.group(1).equals("_"))) {
      return "named captures are not allowed";
    }
    return consecutive(pattern);
  }

  private static String consecutive(String pattern) {
    var matcher = CAPTURE.matcher(pattern);
    int end = -1;
    String previous = "";
    while (matcher.find()) {
      if (matcher.start() == end) {
        return "found consecutive capture '" + previous + matcher.group() + "': invalid expression";
      }
      end = matcher.end();
      previous = matcher.group();
    }
    return "";
  }
}
