package io.millrace.logql;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Checks of RE2 expressions, with Go's messages.
final class RegexCheck {
  private static final String NO_NAME = "at least one named capture must be supplied";
  private static final java.util.regex.Pattern GROUP =
      java.util.regex.Pattern.compile("\\\\Q.*?(?:\\\\E|$)|\\\\.|\\(\\?P?<([^>=!]+)>");

  private RegexCheck() {}

  /// Why `regex` cannot be compiled, or the empty string.
  static String fault(String regex) {
    String tooLarge = RegexSize.fault(regex);
    if (!tooLarge.isEmpty()) {
      return tooLarge;
    }
    try {
      Pattern.compile(regex);
      return "";
    } catch (PatternSyntaxException e) {
      return message(regex, e);
    }
  }

  /// The message as Go has it where the compiler's differs.
  private static String message(String regex, PatternSyntaxException fault) {
    String message = String.valueOf(fault.getMessage());
    if (message.contains("stack underflow")) {
      return "error parsing regexp: unexpected ): `" + regex + "`";
    }
    return message.endsWith("`") ? message : message + ": ``";
  }

  /// Whether a fully anchored `regex` accepts the empty string.
  static boolean acceptsEmpty(String regex) {
    return Pattern.compile(regex, Pattern.DOTALL).matcher("").matches();
  }

  /// Why the `regexp` stage cannot work with `regex`, or the empty string. Each group needs a name
  /// of its own, and one must have a name.
  static String captureFault(String regex) {
    List<String> names = new ArrayList<>();
    var unique = new StringBuilder();
    var matcher = GROUP.matcher(regex);
    while (matcher.find()) {
      String name = matcher.group(1);
      if (name == null) {
        continue;
      }
      matcher.appendReplacement(unique, "");
      unique.append("(?P<").append(name).append('_').append(names.size()).append('>');
      names.add(name);
    }
    matcher.appendTail(unique);
    if (new HashSet<>(names).size() == names.size()) {
      String fault = fault(regex);
      return !fault.isEmpty() ? fault : names.isEmpty() ? NO_NAME : "";
    }
    String fault = fault(unique.toString());
    if (!fault.isEmpty()) {
      return fault;
    }
    var seen = new HashSet<String>();
    String twice = names.stream().filter(name -> !seen.add(name)).findFirst().orElseThrow();
    return "duplicate extracted label name '" + twice + "'";
  }
}
