package io.millrace.store.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.model.Labels;
import io.millrace.store.page.CorruptObjectException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SliceCodecTest {
  private static final Labels A = Labels.of(Map.of("app", "a"));
  private static final Labels B = Labels.of(Map.of("app", "b", "note", "größe"));

  /// Six rows; the fourth belongs to no run.
  private static MemorySlice slice() {
    byte[] lines = padded("onetwo\n" + "four" + "sechs ß");
    byte[] values = padded("infoabcerrorwarn");
    return new MemorySlice(
        List.of(A, B),
        new int[] {0, 4},
        new int[] {3, 6},
        new long[] {5, 6, Long.MAX_VALUE, 7, Long.MIN_VALUE, 9},
        new LineColumn(lines, new int[] {0, 3, 7, 7, 11, 11, 19}),
        new MetadataColumn(
            new int[] {0, 2, 2, 2, 3, 3, 4},
            new int[] {0, 1, 0, 0},
            new byte[][] {utf8("level"), utf8("trace")},
            values,
            new int[] {0, 4, 7, 12, 16}));
  }

  @Test
  void decode_givesTheRowsOfTheRuns() throws IOException {
    byte[] frame = SliceCodec.encode(slice());
    byte[] among = new byte[frame.length + 9];
    System.arraycopy(frame, 0, among, 4, frame.length);

    MemorySlice decoded = SliceCodec.decode(among, 4, frame.length);

    assertThat(decoded.rows()).isEqualTo(5);
    assertThat(decoded.labels(0)).isEqualTo(A);
    assertThat(decoded.labels(1)).isEqualTo(B);
    assertThat(List.of(decoded.firstRow(1), decoded.endRow(1))).containsExactly(3, 5);
    assertThat(decoded.timestamps()).containsExactly(5, 6, Long.MAX_VALUE, Long.MIN_VALUE, 9);
    LineColumn lines = decoded.lines();
    assertThat(lines.offsets()).containsExactly(0, 3, 7, 7, 7, 15);
    assertThat(lines.bytes()).hasSize(15 + LineColumn.PADDING).startsWith(utf8("onetwo\nsechs ß"));
    MetadataColumn metadata = decoded.metadata();
    assertThat(metadata.firstPair()).containsExactly(0, 2, 2, 2, 2, 3);
    assertThat(metadata.keyIds()).containsExactly(0, 1, 0);
    assertThat(metadata.values()).startsWith(utf8("infoabcwarn"));
    assertThat(decoded.rawBytes()).isEqualTo(15 + 11);
  }

  @Test
  void decode_givesASliceWithoutRows() throws IOException {
    MemorySlice empty =
        new MemorySlice(
            List.of(),
            new int[0],
            new int[0],
            new long[0],
            new LineColumn(padded(""), new int[1]),
            MetadataColumn.none(0));
    byte[] frame = SliceCodec.encode(empty);

    assertThat(SliceCodec.decode(frame, 0, frame.length).rows()).isZero();
  }

  @Test
  void decode_refusesAFlippedBitAndATruncation() throws IOException {
    byte[] frame = SliceCodec.encode(slice());
    for (int at = 0; at < frame.length; at++) {
      byte[] flipped = frame.clone();
      flipped[at] ^= 16;
      int length = at;

      assertThatThrownBy(() -> SliceCodec.decode(flipped, 0, flipped.length))
          .isInstanceOf(CorruptObjectException.class);
      assertThatThrownBy(() -> SliceCodec.decode(frame, 0, length))
          .isInstanceOf(CorruptObjectException.class);
    }
  }

  private static byte[] padded(String text) {
    byte[] bytes = utf8(text);
    return Arrays.copyOf(bytes, bytes.length + LineColumn.PADDING);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
