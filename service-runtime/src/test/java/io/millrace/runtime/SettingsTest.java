package io.millrace.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @ParameterizedTest
  @CsvSource({"0,0", "500ms,500", "30s,30000", "1h30m,5400000", "7d,604800000", "1w,604800000"})
  void duration_readsPrometheusStyle(String text, long millis) {
    var settings = new Settings(Map.of("age", text));

    assertThat(settings.duration("age", Duration.ofDays(99))).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "1h x", "-1s", "h", "1.5h"})
  void duration_refusesAnythingElse(String text) {
    var settings = new Settings(Map.of("age", text));

    assertThatThrownBy(() -> settings.duration("age", Duration.ZERO))
        .isInstanceOf(SettingsException.class)
        .hasMessage("age needs a duration such as 30s or 1h30m, found '%s'", text);
  }

  @ParameterizedTest
  @CsvSource({"1024,1024", "256KB,262144", "1MiB,1048576", "1.5k,1536", "2gb,2147483648"})
  void bytes_countsIn1024s(String text, long bytes) {
    var settings = new Settings(Map.of("size", text));

    assertThat(settings.bytes("size", 0)).isEqualTo(bytes);
  }

  @Test
  void failOnUnread_namesTheNearestKnownKey() {
    var settings = new Settings(Map.of("http.prot", "3100"));
    settings.number("http.port", 3100);

    assertThatThrownBy(settings::failOnUnread)
        .isInstanceOf(SettingsException.class)
        .hasMessage("unknown setting 'http.prot', did you mean 'http.port'?");
  }

  @Test
  void failOnUnread_acceptsWhatWasReadByPrefix() {
    var settings = new Settings(Map.of("kafka.linger.ms", "5"));

    assertThat(settings.under("kafka.")).containsExactly(Map.entry("linger.ms", "5"));
    assertThatCode(settings::failOnUnread).doesNotThrowAnyException();
  }

  @Test
  void defaults_areWrittenAsAnOperatorWould() {
    var settings = new Settings(Map.of("size", "1"));
    settings.bytes("size", 1536 << 10);
    settings.bytes("odd", 1000);
    settings.duration("age", Duration.ofMinutes(90));
    settings.duration("never", Duration.ZERO);
    settings.flag("on", true);
    settings.number("n", 4);
    settings.text("mode", "off");

    assertThat(settings.defaults())
        .isEqualTo(
            Map.of(
                "size", "1536KB", "odd", "1000", "age", "1h30m", "never", "0", "on", "true", "n",
                "4", "mode", "off"));
  }
}
