package io.millrace.query.filter;

import io.millrace.logql.ast.Matcher;
import io.millrace.store.filter.TextQuery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What a row must contain for a label to have a value, where the value stands in the line or in
/// the metadata.
///
/// A parser may have taken escapes out of the value. Then only runs of plain ASCII characters can
/// be asked for, and each of those may have been written by its number in hexadecimal.
public final class ValueRequirement {
  private ValueRequirement() {}

  /// The requirement of a matcher, which names a label that is no label of the stream.
  public static TextQuery of(Matcher matcher, boolean mayBeEscaped) {
    return switch (matcher.op()) {
      case EQUAL -> literal(matcher.value(), false, mayBeEscaped);
      case REGEX -> of(TextMatch.of(matcher.value()), mayBeEscaped);
      case NOT_EQUAL, NOT_REGEX -> new TextQuery.Anything();
    };
  }

  private static TextQuery of(TextMatch match, boolean mayBeEscaped) {
    return switch (match) {
      case TextMatch.Everything _, TextMatch.NotEmpty _ -> new TextQuery.Anything();
      case TextMatch.Equal(String text, boolean ignoreCase) ->
          ignoreCase ? new TextQuery.Anything() : literal(text, false, mayBeEscaped);
      case TextMatch.Contains(String text, boolean ignoreCase) ->
          ignoreCase ? new TextQuery.Anything() : literal(text, false, mayBeEscaped);
      case TextMatch.AnyOf(List<TextMatch> parts) ->
          anyOf(parts.stream().map(part -> of(part, mayBeEscaped)).toList());
      case TextMatch.Matches(var regex) -> escaped(regex.requirement(), mayBeEscaped);
    };
  }

  private static TextQuery escaped(TextQuery query, boolean mayBeEscaped) {
    return switch (query) {
      case TextQuery.Anything _, TextQuery.Nothing _ -> query;
      case TextQuery.Contains(byte[] literal, boolean ignoreCase) ->
          literal(new String(literal, StandardCharsets.UTF_8), ignoreCase, mayBeEscaped);
      case TextQuery.AllOf(List<TextQuery> parts) ->
          allOf(parts.stream().map(part -> escaped(part, mayBeEscaped)).toList());
      case TextQuery.AnyOf(List<TextQuery> parts) ->
          anyOf(parts.stream().map(part -> escaped(part, mayBeEscaped)).toList());
    };
  }

  private static TextQuery literal(String text, boolean ignoreCase, boolean mayBeEscaped) {
    if (text.isEmpty()) {
      return new TextQuery.Anything();
    }
    if (!mayBeEscaped) {
      return new TextQuery.Contains(text.getBytes(StandardCharsets.UTF_8), ignoreCase);
    }
    List<TextQuery> parts = new ArrayList<>();
    StringBuilder run = new StringBuilder();
    for (int i = 0; i <= text.length(); i++) {
      boolean plain = i < text.length() && isPlain(text.charAt(i));
      if (plain) {
        run.append(text.charAt(i));
      } else if (!run.isEmpty()) {
        parts.add(orEscaped(run.toString(), ignoreCase));
        run.setLength(0);
      }
    }
    return allOf(parts);
  }

  private static boolean isPlain(char c) {
    return c > ' ' && c < 0x7f && c != '"' && c != '\'' && c != '\\' && c != '/';
  }

  private static TextQuery orEscaped(String run, boolean ignoreCase) {
    Set<Character> high = new TreeSet<>();
    for (int i = 0; i < run.length(); i++) {
      char c = run.charAt(i);
      high.add(Character.forDigit(c >> 4, 16));
      if (ignoreCase && Character.isLetter(c)) {
        high.add(Character.forDigit((c ^ 0x20) >> 4, 16));
      }
    }
    List<TextQuery> variants = new ArrayList<>();
    variants.add(new TextQuery.Contains(run.getBytes(StandardCharsets.UTF_8), ignoreCase));
    for (char digit : high) {
      String escape = "\\u00" + digit;
      variants.add(new TextQuery.Contains(escape.getBytes(StandardCharsets.UTF_8), false));
    }
    return new TextQuery.AnyOf(variants);
  }

  /// All of them, without those that say nothing.
  public static TextQuery allOf(List<TextQuery> parts) {
    List<TextQuery> known = new ArrayList<>();
    for (TextQuery part : parts) {
      if (!(part instanceof TextQuery.Anything)) {
        known.add(part);
      }
    }
    return switch (known.size()) {
      case 0 -> new TextQuery.Anything();
      case 1 -> known.getFirst();
      default -> new TextQuery.AllOf(known);
    };
  }

  /// One of them; nothing is known if one of them says nothing.
  public static TextQuery anyOf(List<TextQuery> parts) {
    for (TextQuery part : parts) {
      if (part instanceof TextQuery.Anything) {
        return part;
      }
    }
    return parts.size() == 1 ? parts.getFirst() : new TextQuery.AnyOf(parts);
  }
}
