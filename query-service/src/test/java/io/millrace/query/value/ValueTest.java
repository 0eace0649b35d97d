package io.millrace.query.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTest {
  @ParameterizedTest
  @CsvSource({
    "0,0",
    "-1.5,-1.5",
    "1e3,1000",
    "2.14e+02,214",
    ".5,0.5",
    "5.,5",
    "+7,7",
    "0x1p-2,0.25",
    "NaN,NaN",
    "nan,NaN",
    "+Inf,Infinity",
    "-infinity,-Infinity",
    "1_000,1000",
    "12345678901234567890,12345678901234567890",
    "0.1,0.1",
    "123456789012345,123456789012345",
    "0.000001,0.000001",
    "1e-400,0"
  })
  void goFloat_reads(String text, Double value) throws ValueSyntaxException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    assertThat(GoFloat.parse(bytes, 0, bytes.length)).isEqualTo(value);
    assertThat(GoFloat.parse(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "oops,`\"oops\": invalid syntax`",
        "``,`\"\": invalid syntax`",
        "-,`\"-\": invalid syntax`",
        ".,`\".\": invalid syntax`",
        "1e,`\"1e\": invalid syntax`",
        "1__0,`\"1__0\": invalid syntax`",
        "_1,`\"_1\": invalid syntax`",
        "0x1,`\"0x1\": invalid syntax`",
        "+nan,`\"+nan\": invalid syntax`",
        "1e999,`\"1e999\": value out of range`",
        "`1 `,`\"1 \": invalid syntax`",
      })
  void goFloat_saysWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> GoFloat.parse(text))
        .hasMessage("strconv.ParseFloat: parsing " + message);
  }

  @Test
  void goFloat_readsBytesAsExactlyAsText() throws ValueSyntaxException {
    Random random = new Random(42);
    for (int i = 0; i < 20_000; i++) {
      String text =
          random.nextBoolean()
              ? Double.toString(random.nextDouble() * Math.pow(10, random.nextInt(12)))
              : Long.toString(random.nextLong() >> random.nextInt(60));
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

      assertThat(GoFloat.parse(bytes, 0, bytes.length)).isEqualTo(Double.parseDouble(text));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "6543114,g,-1,6.543114e+06",
    "5000000,g,-1,5e+06",
    "72192,g,-1,72192",
    "0.00001,g,-1,1e-05",
    "0.0001,g,-1,0.0001",
    "3.5e-8,g,-1,3.5e-08",
    "0,g,-1,0",
    "100000,g,-1,100000",
    "1e21,f,-1,1000000000000000000000",
    "0.1,f,-1,0.1",
    "2.5,f,0,2",
    "3.5,f,0,4",
    "1.005,f,2,1.00",
    "1234.5678,e,3,1.235e+03",
    "1234.5678,g,3,1.23e+03",
    "1234.5678,g,8,1234.5678",
    "100,g,3,100",
    "1e100,e,-1,1e+100",
    "-1.5,f,1,-1.5",
    "1e-7,G,-1,1E-07",
    "0,e,2,0.00e+00",
    "1e22,f,-1,10000000000000000000000"
  })
  void goFloat_prints(double value, char format, int precision, String text) {
    assertThat(GoFloat.format(value, format, precision)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1h30m,5400000000000",
    "1.5s,1500000000",
    "-2ms,-2000000",
    "0,0",
    "+5us,5000",
    "1µs,1000",
    ".5s,500000000",
    "1m2s,62000000000",
    "0.2ms,200000",
    "100ns,100"
  })
  void goDuration_reads(String text, long nanoseconds) throws ValueSyntaxException {
    assertThat(GoDuration.parse(text)).isEqualTo(nanoseconds);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "alice,`time: invalid duration \"alice\"`",
        "``,`time: invalid duration \"\"`",
        "5,`time: missing unit in duration \"5\"`",
        "1d,`time: unknown unit \"d\" in duration \"1d\"`",
        "-,`time: invalid duration \"-\"`",
        "99999999999999h,`time: invalid duration \"99999999999999h\"`",
        "é,`time: invalid duration \"\\xc3\\xa9\"`",
      })
  void goDuration_saysWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> GoDuration.parse(text)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0s",
    "5400000000000,1h30m0s",
    "1500000,1.5ms",
    "999,999ns",
    "62050000000,1m2.05s",
    "-1000,-1µs",
    "3600000000000,1h0m0s"
  })
  void goDuration_prints(long nanoseconds, String text) {
    assertThat(GoDuration.print(nanoseconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "5MB,5000000",
    "6.24 MiB,6543114",
    "37B,37",
    "2250,2250",
    "26.6KiB,27238",
    "1k,1000",
    "1Ki,1024",
    "1 eb,1000000000000000000"
  })
  void byteSize_reads(String text, double bytes) throws ValueSyntaxException {
    assertThat(ByteSize.parse(text)).isEqualTo(bytes);
  }

  @Test
  void byteSize_saysWhatIsWrong() throws ValueSyntaxException {
    assertThat(ByteSize.parse("1,024b")).isEqualTo(1024);
    assertThatThrownBy(() -> ByteSize.parse("many"))
        .hasMessage("strconv.ParseFloat: parsing \"\": invalid syntax");
    assertThatThrownBy(() -> ByteSize.parse("5 apples")).hasMessage("unhandled size name: apples");
    assertThatThrownBy(() -> ByteSize.parse("99eb")).hasMessage("too large: 99eb");
  }

  @Test
  void goQuote_escapesAsGoDoes() {
    assertThat(GoQuote.quote("a\"b\\\n\té\u0001\u00ad\u2028"))
        .isEqualTo("\"a\\\"b\\\\\\n\\té\\x01\\u00ad\\u2028\"");
    assertThat(GoQuote.quoteRune('\'')).isEqualTo("'\\''");
    assertThat(GoQuote.quoteAscii("é😀")).isEqualTo("\"\\u00e9\\U0001f600\"");
  }
}
