package io.millrace.store.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  private static final int[] INTERESTING = {
    0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec,
    0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff
  };

  @Test
  void isValid_agreesWithTheJdk() {
    Random random = new Random(99);
    for (int i = 0; i < 200_000; i++) {
      byte[] text = new byte[1 + random.nextInt(6)];
      for (int j = 0; j < text.length; j++) {
        text[j] = (byte) INTERESTING[random.nextInt(INTERESTING.length)];
      }

      assertThat(Utf8.isValid(text, 0, text.length))
          .as("%s", HexFormat.of().formatHex(text))
          .isEqualTo(jdkAccepts(text));
      assertThat(jdkAccepts(Utf8.repair(text, 0, text.length))).isTrue();
    }
  }

  @Test
  void isAscii_seesAHighBitAnywhere() {
    for (int length = 0; length < 80; length++) {
      byte[] text = new byte[length + 3];
      text[0] = -1;
      text[length + 1] = -1;
      assertThat(Utf8.isAscii(text, 1, length)).isTrue();
      for (int at = 1; at <= length; at++) {
        text[at] = (byte) 0x80;
        assertThat(Utf8.isAscii(text, 1, length)).isFalse();
        text[at] = 0;
      }
    }
  }

  private static boolean jdkAccepts(byte[] text) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
