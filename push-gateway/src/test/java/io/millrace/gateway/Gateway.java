package io.millrace.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.runtime.Settings;
import io.millrace.runtime.http.HttpConfig;
import io.millrace.runtime.http.HttpServer;
import io.millrace.schemas.topic.TopicCreator;
import io.millrace.schemas.topic.TopicSpecs;
import io.millrace.schemas.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;

/// A gateway behind a real HTTP server, in front of a real broker.
final class Gateway implements AutoCloseable {
  static final int PARTITIONS = 4;

  private final HttpClient client = HttpClient.newHttpClient();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final GatewayService service;
  private final HttpServer server;

  Gateway(String bootstrapServers, Map<String, String> settings, InstantSource clock) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("kafka.bootstrap.servers", bootstrapServers);
    var given = new Settings(all);
    var config = GatewayConfig.from(given);
    given.failOnUnread();
    this.service = new GatewayService(config, registry, clock);
    this.server =
        new HttpServer(
            new HttpConfig("127.0.0.1", 0, Duration.ofSeconds(1)), registry, service::routes);
    server.start();
    service.start();
  }

  static void createTopics(String bootstrapServers) throws InterruptedException {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      new TopicCreator(admin, Duration.ofSeconds(30))
          .create(TopicSpecs.of(new Topics(Topics.DEFAULT_PREFIX), PARTITIONS));
    }
  }

  Gateway awaitReady() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> service.notReadyBecause().isEmpty());
    return this;
  }

  GatewayService service() {
    return service;
  }

  SimpleMeterRegistry registry() {
    return registry;
  }

  HttpResponse<String> post(String path, Map<String, String> headers, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .timeout(Duration.ofSeconds(60))
            .POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> pushJson(String json) throws IOException, InterruptedException {
    return post(
        "/loki/api/v1/push", Map.of("Content-Type", "application/json"), json.getBytes(UTF_8));
  }

  @Override
  public void close() {
    client.close();
    server.close();
    service.close();
  }
}
