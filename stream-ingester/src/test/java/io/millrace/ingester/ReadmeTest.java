package io.millrace.ingester;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import io.millrace.runtime.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tables of the README say what the code reads and counts.
final class ReadmeTest {
  private final String readme;

  @TempDir private Path directory;

  ReadmeTest() throws IOException {
    this.readme = Files.readString(Path.of("README.md"));
  }

  @Test
  void settings_allStandInTheTable() {
    Settings settings = new Settings(Map.of("kafka.bootstrap.servers", "x:1"));
    IngesterConfig.from(settings);

    assertThat(settings.known())
        .filteredOn(key -> !key.startsWith("kafka."))
        .isNotEmpty()
        .allSatisfy(key -> assertThat(readme).contains("| `" + key + "` |"));
    assertThat(readme.lines().filter(line -> line.startsWith("| `")).map(ReadmeTest::firstCell))
        .filteredOn(cell -> cell.matches("[a-z]+(\\.[a-z]+)+"))
        .isSubsetOf(settings.known());
  }

  @Test
  void defaults_areThoseOfTheTable() {
    IngesterConfig config =
        IngesterConfig.from(new Settings(Map.of("kafka.bootstrap.servers", "x:1")));

    assertThat(readme)
        .contains(
            "| `chunk.target.size` | `%dMiB` |".formatted(config.segmentBytes() >> 20),
            "| `chunk.max.age` | `%dh` |".formatted(config.maxAge().toHours()),
            "| `chunk.idle.period` | `%dm` |".formatted(config.idlePeriod().toMinutes()),
            "| `ingester.spill.bytes` | `%dGiB` |".formatted(config.spillBytes() >> 30),
            "| `ingester.commit.interval` | `%dms` |"
                .formatted(config.commitInterval().toMillis()));
  }

  @Test
  void metrics_allStandInTheTable() throws IOException {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (TaskFixture task = TaskFixture.inMemory(directory, 1 << 20)) {
      IngesterParts parts = task.parts();
      new IngesterMetrics(registry);
      IngesterMetrics.watch(
          registry, parts.budget(), parts.spill(), parts.shelf(), parts.rebuilder());
    }

    assertThat(registry.getMeters())
        .extracting(ReadmeTest::prometheusName)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(readme).contains("`" + name + "`"));
  }

  private static String prometheusName(Meter meter) {
    Meter.Id id = meter.getId();
    String name =
        new PrometheusNamingConvention().name(id.getName(), id.getType(), id.getBaseUnit());
    return id.getType() == Meter.Type.COUNTER && !name.endsWith("_total") ? name + "_total" : name;
  }

  private static String firstCell(String line) {
    return line.substring(3, line.indexOf('`', 3));
  }
}
