package io.millrace.standalone.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.runtime.Settings;
import io.millrace.runtime.SettingsException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTest {
  @TempDir Path directory;

  @Test
  void node_bringsItsOwnKafkaWithAllTopics_andStartsAgain() throws Exception {
    for (int start = 1; start <= 2; start++) {
      try (var node = open(Map.of())) {
        node.start();
        Awaitility.await().until(() -> node.notReadyBecause().isEmpty());

        assertThat(get(node, "/ready").body()).isEqualTo("ready\n");
        assertThat(get(node, "/services").body()).startsWith("embedded-kafka => Running\n");
        try (var admin = Admin.create(Map.of("bootstrap.servers", node.bootstrapServers()))) {
          assertThat(admin.listTopics().names().get())
              .contains("millrace.logs", "millrace.chunks", "millrace.catalog");
        }
      }
    }
  }

  @Test
  void open_refusesAMisspeltSetting_andLetsGoOfTheDirectory() {
    assertThatThrownBy(() -> open(Map.of("logs.partition", "8")))
        .isInstanceOf(SettingsException.class)
        .hasMessage("unknown setting 'logs.partition', did you mean 'logs.partitions'?");
    assertThatThrownBy(() -> open(Map.of("objectstore", "ftp://host")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("found 'ftp://host'");

    try (var held = DataDirectory.hold(directory)) {
      assertThat(held).isNotNull();
    }
  }

  @Test
  void open_needsAKafkaForARoleAlone() {
    var settings = settings(Map.of());

    assertThatThrownBy(() -> Node.open(settings, Target.parse("read"), new RootLogLevel()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("kafka.bootstrap.servers");
  }

  @Test
  void start_saysWhichPortIsTaken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var node = open(Map.of("http.port", Integer.toString(taken.getLocalPort())))) {
      assertThatThrownBy(node::start)
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("%d on 127.0.0.1 is taken", taken.getLocalPort());
    }
  }

  private Node open(Map<String, String> more) throws Exception {
    return Node.open(settings(more), Target.parse("all"), new RootLogLevel());
  }

  private Settings settings(Map<String, String> more) {
    var values = new HashMap<String, String>();
    values.put("data.dir", directory.toString());
    values.put("http.host", "127.0.0.1");
    values.put("http.port", "0");
    values.put("logs.partitions", "2");
    values.putAll(more);
    return new Settings(values);
  }

  private static HttpResponse<String> get(Node node, String path) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path)).build(),
          BodyHandlers.ofString());
    }
  }
}
