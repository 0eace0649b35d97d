package io.millrace.schemas.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PushRequestWalkerTest {
  private final PushRequestWalker walker = new PushRequestWalker();

  @Test
  void walk_showsPartsBeforeTheWhole() throws MalformedPushException {
    byte[] entry =
        message(
            field(2, "the line"),
            field(3, message(field(1, "k"), field(2, "v"))),
            field(4, message(field(1, "parsed"), field(2, "x"))),
            field(1, message(varint(1, 12), varint(2, 34))));
    byte[] request = field(1, message(varint(3, 99), field(2, entry), field(1, "{a=\"b\"}")));

    assertThat(walk(message(field(2, "fmt"), request, field(77, "unknown"))))
        .containsExactly("k=v", "12000000034 the line", "{a=\"b\"}");
  }

  @Test
  void walk_takesTimesBeyondALong() throws MalformedPushException {
    byte[] late = field(2, message(field(1, message(varint(1, Long.MAX_VALUE)))));
    byte[] early = field(2, message(field(1, message(varint(1, Long.MIN_VALUE)))));

    assertThat(walk(field(1, message(late, early))))
        .containsExactly(Long.MAX_VALUE + " ", Long.MIN_VALUE + " ", "");
  }

  @Test
  void walk_refusesARequestCutAnywhere() {
    byte[] entry = message(field(2, "the line"), field(1, message(varint(1, 12))));
    byte[] request = field(1, message(field(2, entry), field(1, "{a=\"b\"}")));

    for (int length = 1; length < request.length; length++) {
      byte[] cut = Arrays.copyOf(request, length);
      assertThatThrownBy(() -> walk(cut))
          .as("length %d", length)
          .isInstanceOf(MalformedPushException.class)
          .hasMessage("unexpected EOF");
    }
  }

  @Test
  void walk_namesWhatIsWrong() {
    assertThatThrownBy(() -> walk(varint(1, 5)))
        .hasMessage("proto: wrong wireType = 0 for field Streams");
    assertThatThrownBy(() -> walk(new byte[] {0, 0}))
        .hasMessage("proto: PushRequest: illegal tag 0 (wire type 0)");
    assertThatThrownBy(() -> walk(new byte[] {0x1c}))
        .hasMessage("proto: PushRequest: wiretype end group for non-group");
    assertThatThrownBy(() -> walk(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}))
        .hasMessage("proto: integer overflow");
  }

  @Test
  void walk_endsOnAnyBytes() {
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] data = new byte[random.nextInt(80)];
      random.nextBytes(data);
      if (random.nextBoolean() && data.length > 4) {
        data[0] = 0x0A;
        data[1] = (byte) (data.length - 2);
      }

      try {
        assertThat(walk(data)).as("seed %d", seed).isNotNull();
      } catch (MalformedPushException expected) {
        assertThat(expected.getMessage()).as("seed %d", seed).isNotBlank();
      }
    }
  }

  private List<String> walk(byte[] data) throws MalformedPushException {
    byte[] padded = new byte[data.length + 7];
    System.arraycopy(data, 0, padded, 3, data.length);
    List<String> seen = new ArrayList<>();
    walker.walk(
        padded,
        3,
        data.length,
        new PushVisitor() {
          @Override
          public void metadata(int nameOffset, int nameLength, int valueOffset, int valueLength) {
            seen.add(text(nameOffset, nameLength) + "=" + text(valueOffset, valueLength));
          }

          @Override
          public void entry(long timestamp, int lineOffset, int lineLength) {
            seen.add(timestamp + " " + text(lineOffset, lineLength));
          }

          @Override
          public void stream(int labelsOffset, int labelsLength) {
            seen.add(text(labelsOffset, labelsLength));
          }

          private String text(int offset, int length) {
            return new String(padded, offset, length, UTF_8);
          }
        });
    return seen;
  }

  private static byte[] field(int number, String text) {
    return field(number, text.getBytes(UTF_8));
  }

  private static byte[] field(int number, byte[] body) {
    var out = new ByteArrayOutputStream();
    write(out, (long) number << 3 | 2);
    write(out, body.length);
    out.writeBytes(body);
    return out.toByteArray();
  }

  private static byte[] varint(int number, long value) {
    var out = new ByteArrayOutputStream();
    write(out, (long) number << 3);
    write(out, value);
    return out.toByteArray();
  }

  private static byte[] message(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
