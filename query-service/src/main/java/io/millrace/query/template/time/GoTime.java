package io.millrace.query.template.time;

import io.millrace.query.template.time.LayoutElement.Kind;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Go's `time.Time` on `ZonedDateTime`.
public final class GoTime {
  /// Go's zero time.
  public static final ZonedDateTime ZERO = ZonedDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private static final String PRINTED = "2006-01-02 15:04:05.999999999 -0700 MST";
  private static final DateTimeFormatter ZONE_NAME =
      DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);

  private GoTime() {}

  /// As `Time.String`.
  public static String print(ZonedDateTime time) {
    return format(time, PRINTED);
  }

  /// As `Time.Format`.
  public static String format(ZonedDateTime time, String layout) {
    StringBuilder out = new StringBuilder();
    for (LayoutElement element : Layout.of(layout).elements()) {
      append(out, element, time);
    }
    return out.toString();
  }

  /// As `time.ParseInLocation`; the zero time where the text does not fit.
  public static ZonedDateTime parse(String layout, String text, ZoneId zone) {
    ZonedDateTime parsed = new TimeReader(text, zone).read(Layout.of(layout));
    return parsed == null ? ZERO : parsed;
  }

  /// The zone of a name as `time.LoadLocation` finds it, or null.
  public static @Nullable ZoneId zone(String name) {
    if (name.isEmpty() || name.equals("UTC") || name.equals("Local")) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.getAvailableZoneIds().contains(name) ? ZoneId.of(name) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static void append(StringBuilder out, LayoutElement element, ZonedDateTime time) {
    int hour12 = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    switch (element.kind()) {
      case LITERAL -> out.append(element.text());
      case LONG_MONTH -> out.append(time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case MONTH ->
          out.append(time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH), 0, 3);
      case NUM_MONTH -> out.append(time.getMonthValue());
      case ZERO_MONTH -> pad(out, time.getMonthValue(), 2, '0');
      case LONG_WEEKDAY ->
          out.append(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case WEEKDAY ->
          out.append(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH), 0, 3);
      case DAY -> out.append(time.getDayOfMonth());
      case UNDER_DAY -> pad(out, time.getDayOfMonth(), 2, ' ');
      case ZERO_DAY -> pad(out, time.getDayOfMonth(), 2, '0');
      case UNDER_YEAR_DAY -> pad(out, time.getDayOfYear(), 3, ' ');
      case ZERO_YEAR_DAY -> pad(out, time.getDayOfYear(), 3, '0');
      case HOUR -> pad(out, time.getHour(), 2, '0');
      case HOUR_12 -> out.append(hour12);
      case ZERO_HOUR_12 -> pad(out, hour12, 2, '0');
      case MINUTE -> out.append(time.getMinute());
      case ZERO_MINUTE -> pad(out, time.getMinute(), 2, '0');
      case SECOND -> out.append(time.getSecond());
      case ZERO_SECOND -> pad(out, time.getSecond(), 2, '0');
      case LONG_YEAR -> pad(out, time.getYear(), 4, '0');
      case YEAR -> pad(out, Math.floorMod(time.getYear(), 100), 2, '0');
      case UPPER_PM -> out.append(time.getHour() < 12 ? "AM" : "PM");
      case LOWER_PM -> out.append(time.getHour() < 12 ? "am" : "pm");
      case ZONE_NAME -> out.append(zoneName(time));
      case ISO_ZONE, NUM_ZONE -> offset(out, element, time.getOffset().getTotalSeconds());
      case FRACTION, SHORT_FRACTION -> fraction(out, element, time.getNano());
    }
  }

  private static String zoneName(ZonedDateTime time) {
    if (time.getZone() instanceof ZoneOffset fixed) {
      return fixed.equals(ZoneOffset.UTC) ? "UTC" : offsetName(fixed.getTotalSeconds());
    }
    String name = ZONE_NAME.format(time);
    return name.startsWith("GMT") && name.length() > 3
        ? offsetName(time.getOffset().getTotalSeconds())
        : name;
  }

  private static String offsetName(int seconds) {
    StringBuilder out = new StringBuilder();
    offset(
        out, new LayoutElement(Kind.NUM_ZONE, 0, seconds % 3600 == 0 ? "-07" : "-0700"), seconds);
    return out.toString();
  }

  private static void offset(StringBuilder out, LayoutElement element, int seconds) {
    if (element.kind() == Kind.ISO_ZONE && seconds == 0) {
      out.append('Z');
      return;
    }
    int absolute = Math.abs(seconds);
    out.append(seconds < 0 ? '-' : '+');
    pad(out, absolute / 3600, 2, '0');
    String text = element.text();
    boolean colon = text.indexOf(':') >= 0;
    int digits = (int) text.chars().filter(Character::isDigit).count();
    if (digits >= 4) {
      pad(out.append(colon ? ":" : ""), absolute / 60 % 60, 2, '0');
    }
    if (digits >= 6) {
      pad(out.append(colon ? ":" : ""), absolute % 60, 2, '0');
    }
  }

  private static void fraction(StringBuilder out, LayoutElement element, int nanos) {
    StringBuilder digits = new StringBuilder();
    pad(digits, nanos, 9, '0');
    digits.setLength(Math.min(9, element.digits()));
    if (element.kind() == Kind.SHORT_FRACTION) {
      while (!digits.isEmpty() && digits.charAt(digits.length() - 1) == '0') {
        digits.setLength(digits.length() - 1);
      }
      if (digits.isEmpty()) {
        return;
      }
    }
    out.append(element.text().charAt(0)).append(digits);
  }

  private static void pad(StringBuilder out, int value, int width, char filler) {
    String digits = Integer.toString(value);
    out.append(String.valueOf(filler).repeat(Math.max(0, width - digits.length()))).append(digits);
  }
}
