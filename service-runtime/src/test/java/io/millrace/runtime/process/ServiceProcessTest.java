package io.millrace.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.config.RoutesConfig;
import io.millrace.runtime.Service;
import io.millrace.runtime.Settings;
import io.millrace.runtime.SettingsException;
import io.millrace.runtime.metrics.Metrics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceProcessTest {
  private final List<String> events = new ArrayList<>();
  private final Metrics metrics = new Metrics();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void closeMetrics() {
    metrics.close();
  }

  @Test
  void services_startInOrderAndCloseInReverse() throws Exception {
    try (var process = process(new Recorded("a"), new Recorded("b"))) {
      process.start();

      assertThat(get(process, "/services").body()).isEqualTo("a => Running\nb => Running\n");
      assertThat(get(process, "/a").body()).isEqualTo("a");
    }

    assertThat(events).containsExactly("start a", "start b", "close b", "close a");
  }

  @Test
  void ready_isReadyOnceNoServiceObjects() throws Exception {
    var slow = new Recorded("slow");
    slow.objection = "catalog is being read";
    try (var process = process(new Recorded("quick"), slow)) {
      process.start();
      var before = get(process, "/ready");
      slow.objection = null;
      var after = get(process, "/ready");

      assertThat(before.statusCode()).isEqualTo(503);
      assertThat(before.body()).isEqualTo("slow not ready: catalog is being read\n");
      assertThat(after.statusCode()).isEqualTo(200);
      assertThat(after.body()).isEqualTo("ready\n");
    }
  }

  @Test
  void endpoints_answer503WhileServicesStart() throws Exception {
    var starting = new Recorded("starting");
    var mayStart = new CountDownLatch(1);
    starting.beforeStart = () -> assertThat(mayStart.await(20, TimeUnit.SECONDS)).isTrue();
    try (var process = process(starting);
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var start =
          executor.submit(
              () -> {
                process.start();
                return true;
              });
      Awaitility.await().ignoreExceptions().until(() -> process.port() > 0);

      assertThat(get(process, "/ready").body())
          .isEqualTo("Some services are not Running:\nStarting: 1\n");
      assertThat(get(process, "/starting").statusCode()).isEqualTo(503);

      mayStart.countDown();
      assertThat(start.get(5, TimeUnit.SECONDS)).isTrue();
      assertThat(get(process, "/starting").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void start_closesEverythingWhenAServiceFails() {
    var failing = new Recorded("failing");
    failing.beforeStart =
        () -> {
          throw new IllegalStateException("no broker at localhost:1");
        };
    try (var process = process(new Recorded("a"), failing, new Recorded("never"))) {
      assertThatThrownBy(process::start).hasMessage("no broker at localhost:1");
    }

    assertThat(events)
        .startsWith("start a", "close failing", "close a")
        .doesNotContain("close never");
  }

  @Test
  void misspeltSetting_isRefused() {
    assertThatThrownBy(
            () ->
                new ServiceProcess(
                    new Settings(Map.of("http.prt", "1")), List.of(), metrics, new Level()))
        .isInstanceOf(SettingsException.class)
        .hasMessage("unknown setting 'http.prt', did you mean 'http.port'?");
  }

  @Test
  void config_showsSettingsAndMasksSecrets() throws Exception {
    var settings =
        settings(Map.of("s3.secret.key", "hunter2", "http.stop.timeout", "3s", "a.b", "c"));
    settings.text("s3.secret.key", "");
    settings.text("a.b", "");
    try (var process = new ServiceProcess(settings, List.of(), metrics, new Level())) {
      process.start();

      assertThat(get(process, "/config").body())
          .contains("s3.secret.key: '********'")
          .contains("http.stop.timeout: 3s")
          .doesNotContain("hunter2");
      assertThat(get(process, "/config?mode=diff").body())
          .contains("a.b: c")
          .doesNotContain("http.stop.timeout");
      assertThat(get(process, "/config?mode=defaults").body())
          .contains("http.port: '3100'")
          .doesNotContain("hunter2");
    }
  }

  @Test
  void metrics_tellOfTheJvmTheProcessAndTheBuild() throws Exception {
    try (var process = process()) {
      process.start();

      var scraped = get(process, "/metrics");

      assertThat(scraped.headers().firstValue("content-type").orElseThrow())
          .startsWith("text/plain; version=0.0.4");
      assertThat(scraped.body())
          .contains("jvm_memory_used_bytes{")
          .contains("process_uptime_seconds")
          .contains("process_resident_memory_bytes")
          .containsPattern("millrace_build_info\\{.*version=\"\\d+\\.\\d+\\.\\d+.*\"} 1");
    }
  }

  @Test
  void logLevel_isReadAndSet() throws Exception {
    try (var process = process()) {
      process.start();

      assertThat(get(process, "/log_level").body())
          .isEqualTo("{\"message\":\"Current log level is info\"}");
      assertThat(post(process, "/log_level", "log_level=debug").body())
          .isEqualTo("{\"status\":\"success\",\"message\":\"Log level set to debug\"}");
      assertThat(get(process, "/log_level").body()).contains("debug");
      assertThat(post(process, "/log_level", "log_level=loud").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void buildInfo_namesTheVersion() throws Exception {
    try (var process = process()) {
      process.start();

      assertThat(get(process, "/loki/api/v1/status/buildinfo").body())
          .startsWith("{\"version\":\"0.")
          .doesNotContain("${");
    }
  }

  private ServiceProcess process(Service... services) {
    return new ServiceProcess(settings(Map.of()), List.of(services), metrics, new Level());
  }

  private static Settings settings(Map<String, String> more) {
    var values = new HashMap<>(Map.of("http.port", "0", "http.host", "127.0.0.1"));
    values.putAll(more);
    return new Settings(values);
  }

  private HttpResponse<String> get(ServiceProcess process, String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(process, path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(ServiceProcess process, String path, String form)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(process, path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  private static URI uri(ServiceProcess process, String path) {
    return URI.create("http://127.0.0.1:" + process.port() + path);
  }

  private interface Step {
    void run() throws Exception;
  }

  private static final class Level implements LogLevel {
    private volatile String level = "info";

    @Override
    public String current() {
      return level;
    }

    @Override
    public boolean set(String wanted) {
      boolean known = List.of("debug", "info").contains(wanted);
      level = known ? wanted : level;
      return known;
    }
  }

  private final class Recorded implements Service {
    private final String name;
    private Step beforeStart = () -> {};
    private volatile @Nullable String objection;

    Recorded(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void routes(RoutesConfig routes) {
      routes.get("/" + name, context -> context.result(name));
    }

    @Override
    public void start() throws Exception {
      beforeStart.run();
      events.add("start " + name);
    }

    @Override
    public Optional<String> notReadyBecause() {
      return Optional.ofNullable(objection);
    }

    @Override
    public void close() {
      events.add("close " + name);
    }
  }
}
