package io.millrace.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.config.RoutesConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.runtime.SettingsException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class HttpServerTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void unknownRoute_isGosNotFoundPage() throws Exception {
    try (var server = start(routes -> routes.get("/known", context -> context.result("ok")))) {
      var answer = get(server, "/unknown");

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).isEqualTo("404 page not found\n");
    }
  }

  @Test
  void wrongMethod_isAnEmpty405() throws Exception {
    try (var server = start(routes -> routes.post("/push", context -> context.status(204)))) {
      var answer = get(server, "/push");

      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.body()).isEmpty();
    }
  }

  @Test
  void fault_isPlainTextWithItsMessage() throws Exception {
    try (var server = start(routes -> routes.get("/boom", _ -> fail("the disk is gone")))) {
      var answer = get(server, "/boom");

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).isEqualTo("the disk is gone\n");
      assertThat(answer.headers().firstValue("content-type")).contains("text/plain;charset=utf-8");
    }
  }

  @Test
  void handlers_runOnVirtualThreads() throws Exception {
    Consumer<RoutesConfig> routes =
        r -> r.get("/t", c -> c.result("" + Thread.currentThread().isVirtual()));
    try (var server = start(routes)) {
      assertThat(get(server, "/t").body()).isEqualTo("true");
    }
  }

  @Test
  void encodedSlash_staysInsideItsPathParameter() throws Exception {
    try (var server = start(routes -> routes.get("/a/{x}", c -> c.result(c.pathParam("x"))))) {
      assertThat(get(server, "/a/b%2Fc").body()).isEqualTo("b/c");
    }
  }

  @Test
  void longQuery_fitsIntoAUrl() throws Exception {
    try (var server = start(routes -> routes.get("/q", c -> c.result("" + c.queryString())))) {
      String query = "query=" + "x".repeat(100_000);

      assertThat(get(server, "/q?" + query).body()).isEqualTo(query);
    }
  }

  @Test
  void wholeBody_isRefusedBeyondItsLimit() throws Exception {
    try (var server = start(routes -> routes.post("/b", c -> c.result("" + c.body().length())))) {
      var request =
          HttpRequest.newBuilder(uri(server, "/b"))
              .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[11 << 20]))
              .build();

      assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
    }
  }

  @Test
  void requests_areTimedByRouteAndStatus() throws Exception {
    try (var server =
        start(routes -> routes.get("/loki/api/v1/label/{name}/values", c -> c.result("ok")))) {
      get(server, "/loki/api/v1/label/app/values");
      get(server, "/loki/api/v1/label/host/values");
      get(server, "/nowhere/1");

      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(registry.scrape())
                      .contains(
                          "loki_request_duration_seconds_count{method=\"GET\","
                              + "route=\"loki_api_v1_label_name_values\",status_code=\"200\","
                              + "ws=\"false\"} 2")
                      .contains("route=\"other\",status_code=\"404\",ws=\"false\"} 1")
                      .contains("le=\"0.005\""));
    }
  }

  @Test
  void webSockets_areTimedWhenTheyClose() throws Exception {
    try (var server = start(routes -> routes.ws("/tail", ws -> ws.onConnect(c -> c.send("hi"))))) {
      var socket =
          client
              .newWebSocketBuilder()
              .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/tail"), new Listener())
              .get(5, TimeUnit.SECONDS);
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(5, TimeUnit.SECONDS);

      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(registry.scrape())
                      .contains("route=\"tail\",status_code=\"101\",ws=\"true\"} 1"));
    }
  }

  @Test
  void close_letsARequestUnderWayFinish() throws Exception {
    var begun = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var server =
          start(
              routes ->
                  routes.get(
                      "/slow",
                      c -> {
                        begun.countDown();
                        mayEnd.await();
                        c.result("done");
                      }));
      var answer = executor.submit(() -> get(server, "/slow"));
      assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();

      var closing = executor.submit(server::close);
      Awaitility.await().until(() -> refuses(server.port()) || closing.isDone());
      mayEnd.countDown();

      assertThat(answer.get(5, TimeUnit.SECONDS).body()).isEqualTo("done");
      closing.get(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void start_saysWhichPortIsTaken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var server = server(taken.getLocalPort(), _ -> {})) {
      assertThatThrownBy(server::start)
          .isInstanceOf(SettingsException.class)
          .hasMessage(
              "http.port %d on 127.0.0.1 is taken by another process", taken.getLocalPort());
    }
  }

  private static final class Listener implements WebSocket.Listener {}

  private static void fail(String message) {
    throw new IllegalStateException(message);
  }

  private boolean refuses(int port) {
    try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
      return !socket.isConnected();
    } catch (java.io.IOException e) {
      return true;
    }
  }

  private HttpServer start(Consumer<RoutesConfig> routes) {
    var server = server(0, routes);
    server.start();
    return server;
  }

  private HttpServer server(int port, Consumer<RoutesConfig> routes) {
    return new HttpServer(
        new HttpConfig("127.0.0.1", port, Duration.ofSeconds(5)), registry, routes);
  }

  private HttpResponse<String> get(HttpServer server, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(server, path)).timeout(Duration.ofSeconds(10)).build(),
        BodyHandlers.ofString());
  }

  private static URI uri(HttpServer server, String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}
