package io.millrace.runtime.process;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.runtime.BuildVersion;
import io.millrace.runtime.Settings;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/// The endpoints that every process has, whatever it serves. They answer while services start and
/// stop; [#isOperation(String)] tells them from the rest.
final class OperationRoutes {
  private static final String READY = "/ready";
  private static final String SERVICES = "/services";
  private static final String METRICS = "/metrics";
  private static final String CONFIG = "/config";
  private static final String LOG_LEVEL = "/log_level";
  private static final String BUILD_INFO = "/loki/api/v1/status/buildinfo";
  private static final Set<String> ALL =
      Set.of(READY, SERVICES, METRICS, CONFIG, LOG_LEVEL, BUILD_INFO);

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String JSON = "application/json; charset=utf-8";

  private final ServiceGroup services;
  private final PrometheusMeterRegistry registry;
  private final ConfigPage config;
  private final LogLevel logLevel;

  OperationRoutes(
      ServiceGroup services,
      PrometheusMeterRegistry registry,
      Settings settings,
      LogLevel logLevel) {
    this.services = services;
    this.registry = registry;
    this.config = new ConfigPage(settings);
    this.logLevel = logLevel;
  }

  static boolean isOperation(String path) {
    return ALL.contains(path);
  }

  void add(RoutesConfig routes) {
    routes.get(READY, this::ready);
    routes.get(SERVICES, this::services);
    routes.get(METRICS, this::metrics);
    routes.get(CONFIG, this::config);
    routes.get(LOG_LEVEL, this::logLevel);
    routes.post(LOG_LEVEL, this::setLogLevel);
    routes.get(BUILD_INFO, OperationRoutes::buildInfo);
  }

  private void ready(Context context) {
    List<String> reasons = services.notReadyBecause();
    context
        .status(reasons.isEmpty() ? 200 : 503)
        .contentType(TEXT)
        .result(reasons.isEmpty() ? "ready\n" : String.join("\n", reasons) + "\n");
  }

  private void services(Context context) {
    var lines = new StringBuilder();
    services
        .states()
        .forEach(
            (name, state) -> lines.append(name).append(" => ").append(state.text()).append('\n'));
    context.contentType(TEXT).result(lines.toString());
  }

  private void metrics(Context context) throws IOException {
    String accepted = Objects.requireNonNullElse(context.header("Accept"), "");
    String format =
        accepted.contains("application/openmetrics-text")
            ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
            : "text/plain; version=0.0.4; charset=utf-8";
    context.contentType(format);
    registry.scrape(context.outputStream(), format);
  }

  private void config(Context context) {
    String mode = Objects.requireNonNullElse(context.queryParam("mode"), "");
    context.contentType("text/yaml; charset=utf-8").result(config.render(mode));
  }

  private void logLevel(Context context) {
    context
        .contentType(JSON)
        .result("{\"message\":\"Current log level is %s\"}".formatted(logLevel.current()));
  }

  private void setLogLevel(Context context) {
    String wanted =
        Objects.requireNonNullElse(context.formParam("log_level"), "").toLowerCase(Locale.ROOT);
    context.contentType(JSON);
    if (logLevel.set(wanted)) {
      context.result(
          "{\"status\":\"success\",\"message\":\"Log level set to %s\"}".formatted(wanted));
    } else {
      context.status(400).result("{\"status\":\"failed\",\"message\":\"unrecognized log level\"}");
    }
  }

  private static void buildInfo(Context context) {
    var build = BuildVersion.current();
    context
        .contentType("application/json")
        .result(
            """
            {"version":"%s","revision":"%s","branch":"%s","buildUser":"","buildDate":"%s","goVersion":""}\
            """
                .formatted(build.version(), build.revision(), build.branch(), build.date()));
  }
}
