package io.millrace.ingester;

import io.javalin.Javalin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.runtime.Settings;
import java.util.HashMap;
import java.util.Map;

/// An ingester in a process of its own, to be killed. Arguments are settings, `key=value`; the HTTP
/// server listens on `http.port`.
final class IngesterMain {
  private IngesterMain() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, String> given = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      given.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    Settings settings = new Settings(given);
    StreamIngester ingester =
        new StreamIngester(IngesterConfig.from(settings), new SimpleMeterRegistry());
    serve(ingester, settings.number("http.port", 0));
    ingester.start();
  }

  /// Serves the ingester's routes, and `/ready`.
  static Javalin serve(StreamIngester ingester, int port) {
    return Javalin.create(
            config -> {
              config.concurrency.useVirtualThreads = true;
              config.startup.showJavalinBanner = false;
              ingester.routes(config.routes);
              config.routes.get(
                  "/ready",
                  context ->
                      ingester
                          .notReadyBecause()
                          .ifPresentOrElse(
                              reason -> context.status(503).result(reason),
                              () -> context.result("ready\n")));
            })
        .start("127.0.0.1", port);
  }
}
