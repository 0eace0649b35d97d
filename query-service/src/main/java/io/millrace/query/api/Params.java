package io.millrace.query.api;

import io.javalin.http.Context;
import io.millrace.query.plan.Direction;
import io.millrace.query.plan.DurationText;
import io.millrace.query.plan.QueryException;
import io.millrace.query.plan.QueryException.Reason;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.TreeSet;

/// The parameters of a request, from the URL and from a form body, in Loki's grammar and with the
/// error texts of Go's parsers. All times and durations are nanoseconds.
final class Params {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final int MAX_SECONDS_DIGITS = 10;
  private static final int MAX_POINTS = 11_000;
  private static final int DEFAULT_POINTS = 250;

  private final Context http;
  private final long now;

  Params(Context http, Clock clock) {
    this.http = http;
    Instant instant = clock.instant();
    this.now = instant.getEpochSecond() * NANOS_PER_SECOND + instant.getNano();
  }

  /// The time of the request.
  long now() {
    return now;
  }

  /// The first value of a parameter; empty where it is missing.
  String text(String name) {
    List<String> values = all(name);
    return values.isEmpty() ? "" : values.getFirst();
  }

  private List<String> all(String name) {
    List<String> values = new ArrayList<>(http.formParams(name));
    values.addAll(http.queryParams(name));
    return values;
  }

  /// The selectors of `match` and `match[]`, sorted, each once.
  List<String> matches() {
    TreeSet<String> matches = new TreeSet<>(all("match"));
    matches.addAll(all("match[]"));
    return List.copyOf(matches);
  }

  /// `start`, `end` and `since` of a request.
  record Bounds(long start, long end) {}

  Bounds bounds() {
    long since = 3600 * NANOS_PER_SECOND;
    String sinceText = text("since");
    if (!sinceText.isEmpty()) {
      since =
          DurationText.parsePrometheus(sinceText)
              .orElseThrow(() -> invalid("not a valid duration string: " + quote(sinceText)));
    }
    long end = time("end", now);
    long start = time("start", Math.min(end, now) - since);
    return new Bounds(start, end);
  }

  /// Bounds of which the start is not behind the end.
  Bounds orderedBounds() {
    Bounds bounds = bounds();
    if (bounds.end < bounds.start) {
      throw invalid("end timestamp must not be before or equal to start time");
    }
    return bounds;
  }

  long instant() {
    return time("time", now);
  }

  int limit() {
    return limit("limit", 100);
  }

  int limit(String name, int fallback) {
    String text = text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    int limit = integer(text);
    if (limit <= 0) {
      throw invalid("limit must be a positive value");
    }
    return limit;
  }

  private static int integer(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw invalid("strconv.Atoi: parsing %s: %s".formatted(quote(text), numberProblem(text)), e);
    }
  }

  Direction direction() {
    String text = text("direction");
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "", "BACKWARD" -> Direction.BACKWARD;
      case "FORWARD" -> Direction.FORWARD;
      default -> throw invalid("invalid direction '" + text + "'");
    };
  }

  /// The step, which by default yields about 250 points.
  long step(Bounds bounds) {
    String text = text("step");
    long step =
        text.isEmpty()
            ? Math.max((bounds.end - bounds.start) / NANOS_PER_SECOND / DEFAULT_POINTS, 1)
                * NANOS_PER_SECOND
            : duration(text);
    if (step <= 0) {
      throw invalid(
          "zero or negative query resolution step widths are not accepted. Try a positive integer");
    }
    if ((bounds.end - bounds.start) / step > MAX_POINTS) {
      throw invalid(
          "exceeded maximum resolution of 11,000 points per time series. Try increasing the value"
              + " of the step parameter");
    }
    return step;
  }

  long interval() {
    String text = text("interval");
    long interval = text.isEmpty() ? 0 : duration(text);
    if (interval < 0) {
      throw invalid("interval must be >= 0");
    }
    return interval;
  }

  /// Float seconds, or a Prometheus duration; whole milliseconds.
  private static long duration(String text) {
    OptionalLong nanos =
        GoNumbers.parseFloat(text).isPresent()
            ? secondsToNanos(text, GoNumbers.parseFloat(text).getAsDouble())
            : DurationText.parsePrometheus(text);
    return nanos.orElseThrow(
            () -> invalid("cannot parse %s to a valid duration".formatted(quote(text))))
        / NANOS_PER_MILLI
        * NANOS_PER_MILLI;
  }

  private static OptionalLong secondsToNanos(String text, double seconds) {
    double nanos = seconds * NANOS_PER_SECOND;
    if (nanos > Long.MAX_VALUE || nanos < Long.MIN_VALUE) {
      throw invalid(
          "cannot parse %s to a valid duration. It overflows int64".formatted(quote(text)));
    }
    return OptionalLong.of((long) nanos);
  }

  private long time(String name, long fallback) {
    String text = text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    if (text.indexOf('.') >= 0 && GoNumbers.parseFloat(text).isPresent()) {
      double seconds = GoNumbers.parseFloat(text).getAsDouble();
      double whole = seconds < 0 ? Math.ceil(seconds) : Math.floor(seconds);
      double fraction = Math.round((seconds - whole) * 1000) / 1000.0;
      return ((long) whole) * NANOS_PER_SECOND + (long) (fraction * NANOS_PER_SECOND);
    }
    try {
      long number = Long.parseLong(text);
      return text.length() <= MAX_SECONDS_DIGITS ? number * NANOS_PER_SECOND : number;
    } catch (NumberFormatException e) {
      return rfc3339(text, e);
    }
  }

  private static long rfc3339(String text, NumberFormatException notANumber) {
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano());
    } catch (DateTimeException | ArithmeticException e) {
      throw invalid(
          "strconv.ParseInt: parsing %s: %s".formatted(quote(text), numberProblem(text)),
          notANumber);
    }
  }

  private static String numberProblem(String text) {
    String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    boolean isNumber = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? "value out of range" : "invalid syntax";
  }

  private static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static QueryException invalid(String message) {
    return new QueryException(Reason.INVALID, message);
  }

  private static QueryException invalid(String message, Throwable cause) {
    return new QueryException(Reason.INVALID, message, cause);
  }
}
