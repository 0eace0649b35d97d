package io.millrace.query.template.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/// Finding and replacing all matches, as Go's package `regexp` does.
final class RegexReplacement {
  private RegexReplacement() {}

  /// How many matches there are that do not overlap; an empty one right behind another counts not.
  static long count(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    long count = 0;
    int at = 0;
    int previousEnd = -1;
    while (at <= text.length() && matcher.find(at)) {
      boolean accepted = true;
      if (matcher.end() == at) {
        accepted = matcher.start() != previousEnd;
        at = next(text, at);
      } else {
        at = matcher.end();
      }
      previousEnd = matcher.end();
      count += accepted ? 1 : 0;
    }
    return count;
  }

  /// Replaces all matches. In the replacement `$1` and `${name}` stand for groups, unless it is
  /// literal.
  static String replace(Pattern pattern, String text, String replacement, boolean literal) {
    Matcher matcher = pattern.matcher(text);
    StringBuilder out = new StringBuilder();
    int lastEnd = 0;
    int at = 0;
    while (at <= text.length() && matcher.find(at)) {
      out.append(text, lastEnd, matcher.start());
      if (matcher.end() > lastEnd || matcher.start() == 0) {
        if (literal) {
          out.append(replacement);
        } else {
          expand(out, replacement, matcher);
        }
      }
      lastEnd = matcher.end();
      int next = next(text, at);
      at = next > matcher.end() ? next : matcher.end();
    }
    return out.append(text, lastEnd, text.length()).toString();
  }

  private static int next(String text, int at) {
    return at < text.length() ? text.offsetByCodePoints(at, 1) : at + 1;
  }

  private static void expand(StringBuilder out, String template, Matcher matcher) {
    int at = 0;
    while (at < template.length()) {
      int dollar = template.indexOf('$', at);
      if (dollar < 0) {
        out.append(template, at, template.length());
        return;
      }
      out.append(template, at, dollar);
      if (template.startsWith("$$", dollar)) {
        out.append('$');
        at = dollar + 2;
        continue;
      }
      boolean braces = template.startsWith("{", dollar + 1);
      int start = dollar + (braces ? 2 : 1);
      int end = start;
      while (end < template.length() && isNamePart(template.charAt(end))) {
        end++;
      }
      boolean named = end > start && (!braces || template.startsWith("}", end));
      if (!named) {
        out.append('$');
        at = dollar + 1;
        continue;
      }
      out.append(group(matcher, template.substring(start, end)));
      at = end + (braces ? 1 : 0);
    }
  }

  private static boolean isNamePart(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private static String group(Matcher matcher, String name) {
    String found = null;
    if (name.chars().allMatch(c -> c >= '0' && c <= '9') && name.length() < 9) {
      int number = Integer.parseInt(name);
      found = number <= matcher.groupCount() ? matcher.group(number) : null;
    } else if (matcher.pattern().namedGroups().containsKey(name)) {
      found = matcher.group(name);
    }
    return found == null ? "" : found;
  }
}
