package io.millrace.query.template.function;

import io.millrace.query.template.GoString;
import io.millrace.query.template.format.GoTypes;
import io.millrace.query.template.function.Function.Arguments;
import io.millrace.query.template.time.GoTime;
import io.millrace.query.value.GoQuote;
import io.millrace.query.value.ValueSyntaxException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/// Dates, by the layouts of Go. The local time of a query is UTC.
final class DateFunctions {
  private DateFunctions() {}

  static void addTo(Functions functions) {
    functions.add("now", (_, _) -> Instant.now().atZone(ZoneOffset.UTC));
    functions.add("date", (args, _) -> date(args), ParameterType.STRING, ParameterType.ANY);
    functions.add(
        "toDate",
        (args, _) -> parse(args.string(0), args.string(1), ZoneOffset.UTC),
        ParameterType.STRING,
        ParameterType.STRING);
    functions.add(
        "toDateInZone",
        (args, _) -> inZone(args),
        ParameterType.STRING,
        ParameterType.STRING,
        ParameterType.STRING);
    functions.add(
        "unixEpoch", (args, _) -> Long.toString(time(args).toEpochSecond()), ParameterType.TIME);
    functions.add(
        "unixEpochMillis",
        (args, _) -> Long.toString(time(args).toInstant().toEpochMilli()),
        ParameterType.TIME);
    functions.add(
        "unixEpochNanos", (args, _) -> Long.toString(nanos(time(args))), ParameterType.TIME);
    functions.add("unixToTime", (args, _) -> fromUnix(args.string(0)), ParameterType.STRING);
  }

  private static ZonedDateTime time(Arguments args) {
    return args.any(0) instanceof ZonedDateTime time ? time : GoTime.ZERO;
  }

  static long nanos(ZonedDateTime time) {
    return time.toEpochSecond() * 1_000_000_000L + time.getNano();
  }

  private static ZonedDateTime parse(String layout, String text, ZoneId zone) {
    return GoTime.parse(GoString.decode(layout), GoString.decode(text), zone);
  }

  private static ZonedDateTime inZone(Arguments args) {
    ZoneId zone = GoTime.zone(GoString.decode(args.string(1)));
    return parse(args.string(0), args.string(2), zone == null ? ZoneOffset.UTC : zone);
  }

  private static String date(Arguments args) {
    Object value = args.any(1);
    Long seconds = GoTypes.integer(value);
    ZonedDateTime time =
        value instanceof ZonedDateTime given
            ? given
            : (seconds == null ? Instant.now() : Instant.ofEpochSecond(seconds))
                .atZone(ZoneOffset.UTC);
    String layout = GoString.decode(args.string(0));
    return GoString.encode(GoTime.format(time.withZoneSameInstant(ZoneOffset.UTC), layout));
  }

  /// The number of digits tells the unit: days, seconds, milliseconds, microseconds, nanoseconds.
  private static @Nullable Object fromUnix(String text) throws ValueSyntaxException {
    long number;
    try {
      number = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new ValueSyntaxException("unable to parse time '" + text + "': " + parseFault(text));
    }
    Instant instant =
        switch (text.length()) {
          case 5 -> Instant.ofEpochSecond(number * 86_400);
          case 10 -> Instant.ofEpochSecond(number);
          case 13 -> Instant.ofEpochMilli(number);
          case 16 -> Instant.ofEpochSecond(0, number * 1000);
          case 19 -> Instant.ofEpochSecond(0, number);
          default ->
              throw new ValueSyntaxException(
                  "unable to parse time '" + text + "': time doesn't match known format");
        };
    return instant.atZone(ZoneOffset.UTC);
  }

  private static String parseFault(String text) {
    return "strconv.ParseInt: parsing " + GoQuote.quote(GoString.decode(text)) + ": invalid syntax";
  }
}
