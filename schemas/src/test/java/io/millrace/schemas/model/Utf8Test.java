package io.millrace.schemas.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Utf8Test {
  @Test
  void firstInvalid_agreesWithTheJdk() {
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] data = random(random);

      int invalid = Utf8.firstInvalid(data, 0, data.length);

      assertThat(invalid < 0).as("seed %d: %s", seed, Arrays.toString(data)).isEqualTo(valid(data));
    }
  }

  @Test
  void repair_givesValidTextAndKeepsWhatWasValid() {
    for (int seed = 0; seed < 20_000; seed++) {
      byte[] data = random(new Random(seed));
      byte[] out = new byte[3 * data.length];

      int end = Utf8.repair(data, 0, data.length, out, 0);

      assertThat(end).isEqualTo(Utf8.repairedLength(data, 0, data.length));
      assertThat(valid(Arrays.copyOf(out, end))).as("seed %d", seed).isTrue();
      if (valid(data)) {
        assertThat(Arrays.copyOf(out, end)).isEqualTo(data);
      }
    }
  }

  @Test
  void repair_replacesEachInvalidByteAsGoDoes() {
    byte[] data = {'a', (byte) 0xE2, (byte) 0x82, 'b', (byte) 0xFF, 'c'};
    byte[] out = new byte[32];

    int end = Utf8.repair(data, 0, data.length, out, 0);

    assertThat(new String(out, 0, end, UTF_8)).isEqualTo("a��b�c");
  }

  private static byte[] random(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--) {
      text.appendCodePoint("aaaaaaaaaaaaaaaé漢😀\u07ff\uffff".codePointAt(random.nextInt(17)));
    }
    byte[] data = text.toString().getBytes(UTF_8);
    for (int i = random.nextInt(3); i > 0 && data.length > 0; i--) {
      data[random.nextInt(data.length)] = (byte) random.nextInt();
    }
    return random.nextBoolean() ? data : Arrays.copyOf(data, random.nextInt(data.length + 1));
  }

  private static boolean valid(byte[] data) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(data));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
