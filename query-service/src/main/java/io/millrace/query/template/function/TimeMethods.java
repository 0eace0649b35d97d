package io.millrace.query.template.function;

import io.millrace.query.template.GoString;
import io.millrace.query.template.format.Int64;
import io.millrace.query.template.time.GoTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The methods of `time.Time` that need nothing but strings and numbers.
public final class TimeMethods {
  private TimeMethods() {}

  /// The method of this name, bound to a time, or null.
  public static @Nullable Function get(ZonedDateTime time, String name) {
    if (name.equals("Format")) {
      return new Function(
          List.of(ParameterType.STRING),
          false,
          (args, _) -> GoString.encode(GoTime.format(time, GoString.decode(args.string(0)))));
    }
    Object value =
        switch (name) {
          case "Unix" -> new Int64(time.toEpochSecond());
          case "UnixMilli" -> new Int64(time.toInstant().toEpochMilli());
          case "UnixMicro" -> new Int64(DateFunctions.nanos(time) / 1000);
          case "UnixNano" -> new Int64(DateFunctions.nanos(time));
          case "Year" -> (long) time.getYear();
          case "Day" -> (long) time.getDayOfMonth();
          case "YearDay" -> (long) time.getDayOfYear();
          case "Hour" -> (long) time.getHour();
          case "Minute" -> (long) time.getMinute();
          case "Second" -> (long) time.getSecond();
          case "Nanosecond" -> (long) time.getNano();
          case "Month" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
          case "Weekday" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
          case "String" -> GoTime.print(time);
          case "IsZero" -> time.isEqual(GoTime.ZERO);
          case "UTC", "Local" -> time.withZoneSameInstant(ZoneOffset.UTC);
          default -> null;
        };
    return value == null ? null : new Function(List.of(), false, (_, _) -> value);
  }
}
