package io.millrace.logql.literal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralsTest {
  @ParameterizedTest
  @CsvSource({
    "1h30m, 5400000000000, 1h30m0s",
    "1.5s, 1500000000, 1.5s",
    "-250ms, -250000000, -250ms",
    "100us, 100000, 100µs",
    "100µs, 100000, 100µs",
    "7ns, 7, 7ns",
    "0, 0, 0s",
    ".5h, 1800000000000, 30m0s",
    "61s, 61000000000, 1m1s"
  })
  void goDuration_readsAndWrites(String text, long nanos, String written) {
    assertThat(GoDuration.parse(text)).hasValue(nanos);
    assertThat(GoDuration.format(nanos)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "5", "1d", "s", ".s", "1.2.3s", "300000h300000h3000000h", "5 s"})
  void goDuration_refuses(String text) {
    assertThat(GoDuration.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "5m, 300000, 5m",
    "90s, 90000, 1m30s",
    "1h30m, 5400000, 1h30m",
    "24h, 86400000, 1d",
    "7d, 604800000, 1w",
    "8d, 691200000, 8d",
    "365d, 31536000000, 1y",
    "1w2d3ms, 777600003, 9d3ms",
    "0, 0, 0s"
  })
  void prometheusDuration_readsAndWrites(String text, long millis, String written) {
    assertThat(PrometheusDuration.parse(text)).isEqualTo(millis * 1_000_000);
    assertThat(PrometheusDuration.format(millis * 1_000_000)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "-5m, not a valid duration string: \"-5m\"",
    "5x, unknown unit \"x\" in duration \"5x\"",
    "5m1h, not a valid duration string: \"5m1h\"",
    "300y, duration out of range",
    "5, not a valid duration string: \"5\""
  })
  void prometheusDuration_saysWhy(String text, String message) {
    assertThatThrownBy(() -> PrometheusDuration.parse(text)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "20KB, 20000, 20kB",
    "1.5KiB, 1536, 1.5kB",
    "5MB, 5000000, 5.0MB",
    "0B, 0, 0B",
    "82854982, 82854982, 83MB",
    "9.99kB, 9990, 10kB",
    "4PB, 4000000000000000, 4.0PB"
  })
  void byteSize_readsAndWrites(String text, long bytes, String written) {
    assertThat(ByteSize.parse(text)).hasValue(bytes);
    assertThat(ByteSize.format(bytes)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "B", "5XB", "1.2.3MB", "5MBB", "99999EB"})
  void byteSize_refuses(String text) {
    assertThat(ByteSize.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "42, 42, 42",
    "0.5, 0.5, 0.5",
    "1e21, 1000000000000000000000, 1e+21",
    "1.5e-7, 0.00000015, 1.5e-07",
    "0x1p3, 8, 8",
    "1_000, 1000, 1000",
    ".25, 0.25, 0.25"
  })
  void goFloat_readsAndWrites(String text, String plain, String shortest) {
    double value = GoFloat.parse(text);

    assertThat(GoFloat.plain(value)).isEqualTo(plain);
    assertThat(GoFloat.shortest(value)).isEqualTo(shortest);
  }

  @Test
  void goFloat_writesWhatIsNotFinite() {
    assertThat(GoFloat.shortest(Double.NaN)).isEqualTo("NaN");
    assertThat(GoFloat.plain(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
    assertThat(GoFloat.fixed(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
    assertThat(GoFloat.plain(-0.0)).isEqualTo("-0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x10", "0b1", "1__0", "1e999", "x"})
  void goFloat_refuses(String text) {
    assertThatThrownBy(() -> GoFloat.parse(text))
        .hasMessageStartingWith("strconv.ParseFloat: parsing \"" + text + "\": ");
  }

  @Test
  void goString_unquotesWhatItQuoted() {
    var random = new Random(11);
    for (int i = 0; i < 2_000; i++) {
      var text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        int c = random.nextInt(4) == 0 ? random.nextInt(0x11_0000) : random.nextInt(0x80);
        text.appendCodePoint(c >= 0xD800 && c < 0xE000 ? ' ' : c);
      }
      String value = text.toString();

      String quoted = GoString.quote(value);

      assertThat(GoString.fault(quoted)).isEmpty();
      assertThat(GoString.unquote(quoted)).isEqualTo(value);
    }
  }

  @Test
  void goString_knowsTheEscapes() {
    assertThat(GoString.unquote("\"\\a\\x41\\102\\u00e9\\U0001F600\\\"\\xc3\\xa9\\xff\""))
        .isEqualTo("\u0007ABé😀\"é\uFFFD");
    assertThat(GoString.unquote("`\\n`")).isEqualTo("\\n");
    assertThat(GoString.fault("\"\\q\"")).isEqualTo("invalid char escape");
    assertThat(GoString.fault("\"\\x4\"")).isEqualTo("invalid char escape");
    assertThat(GoString.fault("\"\\400\"")).isEqualTo("invalid syntax");
    assertThat(GoString.quote("a\u0000\u200b\n")).isEqualTo("\"a\\x00\\u200b\\n\"");
  }
}
