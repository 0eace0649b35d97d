package io.millrace.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.runtime.Settings;
import io.millrace.runtime.SettingsException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TenantLimitsTest {
  @Test
  void defaults_areLokis() {
    TenantLimits limits = TenantLimits.from(new Settings(Map.of()));

    assertThat(limits.ingestion().bytesPerSecond()).isEqualTo(4 << 20);
    assertThat(limits.ingestion().burstBytes()).isEqualTo(6 << 20);
    assertThat(limits.labels().maxNames()).isEqualTo(15);
    assertThat(limits.lines().maxSize()).isEqualTo(262_144);
    assertThat(limits.lines().maxAge()).isEqualTo(Duration.ofDays(7));
    assertThat(limits.metadata().maxEntries()).isEqualTo(128);
    assertThat(limits.discovery().levelFields()).hasSize(14).startsWith("level");
    assertThat(limits.discovery().serviceNameLabels()).hasSize(13).startsWith("service", "app");
  }

  @Test
  void lists_mayBeEmpty() {
    TenantLimits limits =
        TenantLimits.from(
            new Settings(
                Map.of(
                    "limits.discover_service_name",
                    "[]",
                    "limits.log_level_fields",
                    "[lvl, sev]")));

    assertThat(limits.discovery().serviceNameLabels()).isEmpty();
    assertThat(limits.discovery().levelFields()).containsExactly("lvl", "sev");
  }

  @Test
  void misspeltLimit_namesTheNearest() {
    var settings = new Settings(Map.of("limits.ingestion_rate", "9"));

    TenantLimits.from(settings);

    assertThatThrownBy(settings::failOnUnread)
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "unknown setting 'limits.ingestion_rate', did you mean 'limits.ingestion_rate_mb'?");
  }

  @Test
  void bucket_givesItsBurstAndThenItsRate() {
    long second = 1_000_000_000L;
    var bucket = new TokenBucket(100, 150, 0);

    assertThat(bucket.tryTake(151, 0)).isFalse();
    assertThat(bucket.tryTake(150, 0)).isTrue();
    assertThat(bucket.tryTake(1, 0)).isFalse();
    assertThat(bucket.tryTake(100, second)).isTrue();
    assertThat(bucket.tryTake(150, 2 * second)).isFalse();
    assertThat(bucket.secondsUntil(150, 2 * second)).isEqualTo(1);
    assertThat(bucket.tryTake(150, 3 * second)).isTrue();
  }

  @Test
  void budget_isNeverExceededAndComesBack() throws ByteBudget.ExhaustedException {
    var budget = new ByteBudget(100);
    try (var first = budget.lease()) {
      first.grow(60);
      var second = budget.lease();

      assertThatThrownBy(() -> second.grow(41)).isInstanceOf(ByteBudget.ExhaustedException.class);
      second.grow(40);

      assertThat(budget.used()).isEqualTo(100);
      second.close();
    }
    assertThat(budget.used()).isZero();
  }
}
