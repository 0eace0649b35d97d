package io.millrace.runtime.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// `loki_request_duration_seconds{method, route, status_code, ws}`: how long requests took, under
/// the name, labels and buckets that Loki's dashboards and alerts read.
///
/// The route is the path of the endpoint with `_` for `/` and without braces, such as
/// `loki_api_v1_label_name_values`; whatever matches no endpoint is `other`, so that a scanner of
/// paths makes no series.
final class RequestMetrics {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(25),
    Duration.ofSeconds(50),
    Duration.ofSeconds(100)
  };

  private static final String CONNECTED_AT = "millrace.connected";

  private record Kind(String method, String route, int status, boolean webSocket) {}

  private final MeterRegistry registry;
  private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

  RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void observe(JavalinConfig javalin) {
    javalin.requestLogger.http(
        (context, millis) ->
            timer(new Kind(context.method().name(), route(context), context.statusCode(), false))
                .record((long) (millis * 1_000_000), TimeUnit.NANOSECONDS));
    javalin.requestLogger.ws(
        webSocket -> {
          webSocket.onConnect(context -> context.attribute(CONNECTED_AT, System.nanoTime()));
          webSocket.onClose(
              context -> {
                Long connected = context.attribute(CONNECTED_AT);
                if (connected != null) {
                  timer(new Kind("GET", label(context.endpoint().path), 101, true))
                      .record(System.nanoTime() - connected, TimeUnit.NANOSECONDS);
                }
              });
        });
  }

  private static String route(Context context) {
    Endpoint endpoint = context.endpoints().lastHttpEndpoint();
    return endpoint == null ? "other" : label(endpoint.path);
  }

  private static String label(String path) {
    String name = path.replace("{", "").replace("}", "").replace('/', '_');
    return name.startsWith("_") ? name.substring(1) : name;
  }

  private Timer timer(Kind kind) {
    return timers.computeIfAbsent(
        kind,
        k ->
            Timer.builder("loki.request.duration")
                .description("time to serve a request")
                .serviceLevelObjectives(BUCKETS)
                .tag("method", k.method)
                .tag("route", k.route)
                .tag("status_code", Integer.toString(k.status))
                .tag("ws", Boolean.toString(k.webSocket))
                .register(registry));
  }
}
