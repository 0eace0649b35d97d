package io.millrace.query.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.Javalin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.query.QueryMetrics;
import io.millrace.query.api.QueryApi;
import io.millrace.query.exec.Admission;
import io.millrace.query.exec.ScanPool;
import io.millrace.query.plan.QueryLimits;
import io.millrace.query.source.RowSources;
import io.millrace.runtime.Settings;
import io.millrace.runtime.auth.TenantResolver;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The query API over any rows, on a free port, and a client for it.
final class MemoryServer implements AutoCloseable {
  private static final long MEMORY_BUDGET = 256 << 20;

  private final ScanPool pool = new ScanPool(2);
  private final Javalin server;
  private final HttpClient client = HttpClient.newHttpClient();

  MemoryServer(RowSources rows, Clock clock) {
    Settings settings = new Settings(Map.of("auth.mode", "header"));
    QueryApi api =
        new QueryApi(
            new QueryApi.Parts(
                rows,
                pool,
                new Admission(4, 100),
                QueryLimits.from(settings),
                TenantResolver.from(settings),
                true,
                MEMORY_BUDGET,
                clock,
                new QueryMetrics(new SimpleMeterRegistry())));
    server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.concurrency.useVirtualThreads = true;
              api.addTo(config.routes);
            });
    server.start("127.0.0.1", 0);
  }

  /// Sends a recorded request.
  HttpResponse<String> send(JsonNode recorded) throws IOException, InterruptedException {
    String params = encode(recorded.path("params"));
    String address = "http://127.0.0.1:" + server.port() + recorded.path("path").asText();
    HttpRequest.Builder request =
        recorded.path("method").asText().equals("POST-FORM")
            ? HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(params))
            : HttpRequest.newBuilder(URI.create(address + "?" + params));
    if (!recorded.path("tenant").isNull()) {
      request.header("X-Scope-OrgID", recorded.path("tenant").asText());
    }
    recorded
        .path("headers")
        .properties()
        .forEach(h -> request.header(h.getKey(), h.getValue().asText()));
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String encode(JsonNode params) {
    List<String> pairs = new ArrayList<>();
    if (params.isObject()) {
      params.properties().forEach(p -> pairs.add(pair(p.getKey(), p.getValue().asText())));
    } else {
      params.forEach(p -> pairs.add(pair(p.path(0).asText(), p.path(1).asText())));
    }
    return String.join("&", pairs);
  }

  private static String pair(String name, String value) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8)
        + "="
        + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
    server.stop();
    pool.close();
  }
}
