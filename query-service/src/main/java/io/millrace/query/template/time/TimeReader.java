package io.millrace.query.template.time;

import io.millrace.query.template.time.LayoutElement.Kind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads one time by a layout.
final class TimeReader {
  private final String text;
  private final ZoneId zone;
  private int at;

  private static final int YEAR = 0;
  private static final int MONTH = 1;
  private static final int DAY = 2;
  private static final int YEAR_DAY = 3;
  private static final int HOUR = 4;
  private static final int MINUTE = 5;
  private static final int SECOND = 6;

  private final int[] parts = {0, 1, 1, 0, 0, 0, 0};
  private int nanos;
  private boolean afternoon;
  private boolean forenoon;
  private @Nullable ZoneOffset offset;

  TimeReader(String text, ZoneId zone) {
    this.text = text;
    this.zone = zone;
  }

  /// The time, or null where the text does not fit.
  @Nullable ZonedDateTime read(Layout layout) {
    LayoutElement last = null;
    for (LayoutElement element : layout.elements()) {
      if (!read(element)) {
        return null;
      }
      boolean seconds = element.kind() == Kind.SECOND || element.kind() == Kind.ZERO_SECOND;
      if (seconds && !isFractionNext(layout, element)) {
        optionalFraction();
      }
      last = element;
    }
    boolean complete = at == text.length() && (last != null || text.isEmpty());
    return complete ? time() : null;
  }

  private static boolean isFractionNext(Layout layout, LayoutElement element) {
    int next = layout.elements().indexOf(element) + 1;
    if (next >= layout.elements().size()) {
      return false;
    }
    Kind kind = layout.elements().get(next).kind();
    return kind == Kind.FRACTION || kind == Kind.SHORT_FRACTION;
  }

  private @Nullable ZonedDateTime time() {
    int hours = parts[HOUR];
    if (afternoon && hours < 12) {
      hours += 12;
    } else if (forenoon && hours == 12) {
      hours = 0;
    }
    try {
      LocalDate date =
          parts[YEAR_DAY] > 0
              ? LocalDate.ofYearDay(parts[YEAR], parts[YEAR_DAY])
              : LocalDate.of(parts[YEAR], parts[MONTH], parts[DAY]);
      LocalDateTime local =
          LocalDateTime.of(date, LocalTime.of(hours, parts[MINUTE], parts[SECOND], nanos));
      return ZonedDateTime.of(local, offset == null ? zone : offset);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private boolean read(LayoutElement element) {
    return switch (element.kind()) {
      case LITERAL -> literal(element.text());
      case LONG_YEAR -> set(YEAR, number(4, 4));
      case YEAR -> {
        int two = number(2, 2);
        parts[YEAR] = two >= 69 ? 1900 + two : 2000 + two;
        yield two >= 0;
      }
      case LONG_MONTH -> set(MONTH, month(TextStyle.FULL));
      case MONTH -> set(MONTH, month(TextStyle.SHORT));
      case NUM_MONTH -> set(MONTH, number(1, 2));
      case ZERO_MONTH -> set(MONTH, number(2, 2));
      case LONG_WEEKDAY -> weekday(false);
      case WEEKDAY -> weekday(true);
      case DAY -> set(DAY, number(1, 2));
      case UNDER_DAY -> {
        if (at < text.length() && text.charAt(at) == ' ') {
          at++;
        }
        yield set(DAY, number(1, 2));
      }
      case ZERO_DAY -> set(DAY, number(2, 2));
      case UNDER_YEAR_DAY, ZERO_YEAR_DAY -> set(YEAR_DAY, number(3, 3));
      case HOUR -> set(HOUR, number(2, 2));
      case HOUR_12 -> set(HOUR, number(1, 2));
      case ZERO_HOUR_12 -> set(HOUR, number(2, 2));
      case MINUTE -> set(MINUTE, number(1, 2));
      case ZERO_MINUTE -> set(MINUTE, number(2, 2));
      case SECOND -> set(SECOND, number(1, 2));
      case ZERO_SECOND -> set(SECOND, number(2, 2));
      case UPPER_PM -> halfOfDay("AM", "PM");
      case LOWER_PM -> halfOfDay("am", "pm");
      case ZONE_NAME -> zoneName();
      case ISO_ZONE -> {
        if (at < text.length() && text.charAt(at) == 'Z') {
          at++;
          offset = ZoneOffset.UTC;
          yield true;
        }
        yield offset(element.text());
      }
      case NUM_ZONE -> offset(element.text());
      case FRACTION -> fraction(element.digits());
      case SHORT_FRACTION -> {
        optionalFraction();
        yield true;
      }
    };
  }

  private boolean set(int part, int value) {
    parts[part] = value;
    return value >= 0;
  }

  private boolean literal(String wanted) {
    if (!text.startsWith(wanted, at)) {
      return false;
    }
    at += wanted.length();
    return true;
  }

  private int number(int least, int most) {
    int start = at;
    int value = 0;
    while (at < text.length() && at - start < most && isDigit(text.charAt(at))) {
      value = value * 10 + text.charAt(at++) - '0';
    }
    return at - start < least ? -1 : value;
  }

  private int month(TextStyle style) {
    for (Month candidate : Month.values()) {
      String name = candidate.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      String wanted = style == TextStyle.SHORT ? name.substring(0, 3) : name;
      if (text.regionMatches(true, at, wanted, 0, wanted.length())) {
        at += wanted.length();
        return candidate.getValue();
      }
    }
    return -1;
  }

  private boolean weekday(boolean brief) {
    for (java.time.DayOfWeek candidate : java.time.DayOfWeek.values()) {
      String name = candidate.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      String wanted = brief ? name.substring(0, 3) : name;
      if (text.regionMatches(true, at, wanted, 0, wanted.length())) {
        at += wanted.length();
        return true;
      }
    }
    return false;
  }

  private boolean halfOfDay(String morning, String evening) {
    forenoon = text.startsWith(morning, at);
    afternoon = text.startsWith(evening, at);
    at += 2;
    return forenoon || afternoon;
  }

  private boolean zoneName() {
    int start = at;
    while (at < text.length() && at - start < 5 && Character.isUpperCase(text.charAt(at))) {
      at++;
    }
    if (at - start < 3) {
      return false;
    }
    String name = text.substring(start, at);
    if (name.equals("UTC") || name.equals("GMT")) {
      offset = ZoneOffset.UTC;
    }
    return true;
  }

  private boolean offset(String layout) {
    if (at >= text.length() || (text.charAt(at) != '+' && text.charAt(at) != '-')) {
      return false;
    }
    int sign = text.charAt(at++) == '-' ? -1 : 1;
    boolean colon = layout.indexOf(':') >= 0;
    int pairs = (int) layout.chars().filter(Character::isDigit).count() / 2;
    int[] fields = new int[3];
    for (int i = 0; i < pairs; i++) {
      if (i > 0 && colon && !literal(":")) {
        return false;
      }
      fields[i] = number(2, 2);
      if (fields[i] < 0) {
        return false;
      }
    }
    if (fields[0] > 17 || fields[1] > 59 || fields[2] > 59) {
      return false;
    }
    offset = ZoneOffset.ofTotalSeconds(sign * (fields[0] * 3600 + fields[1] * 60 + fields[2]));
    return true;
  }

  private boolean fraction(int digits) {
    if (at >= text.length() || (text.charAt(at) != '.' && text.charAt(at) != ',')) {
      return false;
    }
    int start = at;
    optionalFraction();
    return at - start == digits + 1;
  }

  private void optionalFraction() {
    boolean present =
        at + 1 < text.length()
            && (text.charAt(at) == '.' || text.charAt(at) == ',')
            && isDigit(text.charAt(at + 1));
    if (!present) {
      return;
    }
    at++;
    int scale = 100_000_000;
    nanos = 0;
    while (at < text.length() && isDigit(text.charAt(at))) {
      nanos += (text.charAt(at++) - '0') * scale;
      scale /= 10;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
