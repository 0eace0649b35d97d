package io.millrace.query.template.time;

import io.millrace.query.template.time.LayoutElement.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A layout, cut into its elements.
record Layout(List<LayoutElement> elements) {
  Layout {
    elements = List.copyOf(elements);
  }

  /// Words of the reference time, the longer ones of the same beginning first.
  private static final List<LayoutElement> WORDS =
      List.of(
          word(Kind.LONG_MONTH, "January"),
          word(Kind.LONG_WEEKDAY, "Monday"),
          word(Kind.LONG_YEAR, "2006"),
          word(Kind.UNDER_YEAR_DAY, "__2"),
          word(Kind.ZERO_YEAR_DAY, "002"),
          word(Kind.ISO_ZONE, "Z07:00:00"),
          word(Kind.ISO_ZONE, "Z070000"),
          word(Kind.ISO_ZONE, "Z07:00"),
          word(Kind.ISO_ZONE, "Z0700"),
          word(Kind.ISO_ZONE, "Z07"),
          word(Kind.NUM_ZONE, "-07:00:00"),
          word(Kind.NUM_ZONE, "-070000"),
          word(Kind.NUM_ZONE, "-07:00"),
          word(Kind.NUM_ZONE, "-0700"),
          word(Kind.NUM_ZONE, "-07"),
          word(Kind.ZONE_NAME, "MST"),
          word(Kind.HOUR, "15"),
          word(Kind.ZERO_MONTH, "01"),
          word(Kind.ZERO_DAY, "02"),
          word(Kind.ZERO_HOUR_12, "03"),
          word(Kind.ZERO_MINUTE, "04"),
          word(Kind.ZERO_SECOND, "05"),
          word(Kind.YEAR, "06"),
          word(Kind.UNDER_DAY, "_2"),
          word(Kind.UPPER_PM, "PM"),
          word(Kind.LOWER_PM, "pm"),
          word(Kind.NUM_MONTH, "1"),
          word(Kind.DAY, "2"),
          word(Kind.HOUR_12, "3"),
          word(Kind.MINUTE, "4"),
          word(Kind.SECOND, "5"));

  private static LayoutElement word(Kind kind, String text) {
    return new LayoutElement(kind, 0, text);
  }

  static Layout of(String text) {
    List<LayoutElement> elements = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      LayoutElement element = elementAt(text, at);
      if (element == null) {
        literal.append(text.charAt(at++));
        continue;
      }
      if (!literal.isEmpty()) {
        elements.add(word(Kind.LITERAL, literal.toString()));
        literal.setLength(0);
      }
      elements.add(element);
      at += element.text().length();
    }
    if (!literal.isEmpty()) {
      elements.add(word(Kind.LITERAL, literal.toString()));
    }
    return new Layout(elements);
  }

  private static @Nullable LayoutElement elementAt(String text, int at) {
    LayoutElement fraction = fraction(text, at);
    if (fraction != null) {
      return fraction;
    }
    if (text.startsWith("_2006", at)) {
      return null;
    }
    for (LayoutElement word : WORDS) {
      if (text.startsWith(word.text(), at)) {
        return word;
      }
    }
    if (text.startsWith("Jan", at)) {
      return word(Kind.MONTH, "Jan");
    }
    boolean weekday =
        text.startsWith("Mon", at)
            && (at + 3 >= text.length() || !Character.isLowerCase(text.charAt(at + 3)));
    return weekday ? word(Kind.WEEKDAY, "Mon") : null;
  }

  /// `.000`, `,999` and the like, where no other digit follows.
  private static @Nullable LayoutElement fraction(String text, int at) {
    char c = text.charAt(at);
    if ((c != '.' && c != ',') || at + 1 >= text.length()) {
      return null;
    }
    char digit = text.charAt(at + 1);
    if (digit != '0' && digit != '9') {
      return null;
    }
    int end = at + 1;
    while (end < text.length() && text.charAt(end) == digit) {
      end++;
    }
    if (end < text.length() && Character.isDigit(text.charAt(end))) {
      return null;
    }
    Kind kind = digit == '0' ? Kind.FRACTION : Kind.SHORT_FRACTION;
    return new LayoutElement(kind, end - at - 1, text.substring(at, end));
  }
}
