package io.millrace.store.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.model.Labels;
import io.millrace.store.page.Codec;
import io.millrace.store.page.CorruptObjectException;
import io.millrace.store.page.Leaf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SegmentPagesTest {
  private final List<byte[]> payloads = new ArrayList<>();
  private final byte[] summary = encode(1, payloads);

  @Test
  void cut_givesEachPageWhole() throws CorruptObjectException {
    SegmentSummary read = SegmentSummary.read(summary);

    SegmentPages pages = SegmentPages.cut(read, payloads);

    assertThat(payloads).hasSizeGreaterThan(2);
    for (Leaf leaf : Leaf.ALL) {
      assertThat(pages.column(leaf).stream().mapToLong(part -> part.remaining()).sum())
          .isEqualTo(pages.slices().pageBytes(leaf));
    }
    assertThat(pages.filters()).hasSize(pages.slices().slices());
  }

  @Test
  void cut_refusesWhatIsMissingMixedOrTurned() throws CorruptObjectException {
    SegmentSummary read = SegmentSummary.read(summary);
    List<byte[]> others = new ArrayList<>();
    encode(2, others);
    List<byte[]> mixed = new ArrayList<>(payloads);
    mixed.set(1, others.get(1));
    List<byte[]> extra = new ArrayList<>(payloads);
    extra.add(new byte[0]);

    assertThatThrownBy(() -> SegmentPages.cut(read, payloads.subList(1, payloads.size())))
        .isInstanceOf(CorruptObjectException.class)
        .hasMessageContaining("payloads");
    assertThatThrownBy(() -> SegmentPages.cut(read, mixed))
        .isInstanceOf(CorruptObjectException.class)
        .hasMessageContaining("payload 1");
    assertThatThrownBy(() -> SegmentPages.cut(read, payloads.reversed()))
        .isInstanceOf(CorruptObjectException.class)
        .hasMessageContaining("payload 0");
    assertThatThrownBy(() -> SegmentPages.cut(read, extra))
        .isInstanceOf(CorruptObjectException.class);
  }

  @Test
  void summary_refusesAFlippedBitAndATruncation() {
    for (int at = 0; at < summary.length; at++) {
      byte[] flipped = summary.clone();
      flipped[at] ^= 1;
      byte[] cut = Arrays.copyOf(summary, at);

      assertThatThrownBy(() -> SegmentSummary.read(flipped))
          .isInstanceOf(CorruptObjectException.class);
      assertThatThrownBy(() -> SegmentSummary.read(cut)).isInstanceOf(CorruptObjectException.class);
    }
  }

  @Test
  void encoder_refusesRowsOutOfOrder() {
    try (var encoder = new TenantSegmentEncoder(SegmentEncoding.flush(Codec.LZ4), _ -> {})) {
      byte[] none = {0};
      assertThatThrownBy(() -> encoder.addRow(1, none, 0, 1, none, 0, 1))
          .isInstanceOf(IllegalStateException.class);
      encoder.beginStream(Labels.of(Map.of("a", "2")));
      encoder.addRow(5, none, 0, 1, none, 0, 1);

      assertThatThrownBy(() -> encoder.addRow(4, none, 0, 1, none, 0, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("found 4 behind 5");
      assertThatThrownBy(() -> encoder.beginStream(Labels.of(Map.of("a", "1"))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("ascend");
    }
  }

  @Test
  void encoder_refusesMetadataThatIsNoMap() {
    try (var encoder = new TenantSegmentEncoder(SegmentEncoding.flush(Codec.LZ4), _ -> {})) {
      encoder.beginStream(Labels.EMPTY);
      for (byte[] metadata :
          List.of(
              new byte[] {},
              new byte[] {2},
              new byte[] {1, 0},
              new byte[] {2, 2, 'k', 2, 'v'},
              new byte[] {2, 2, 'k', 9, 'v', 0},
              new byte[] {2, 2, 'k', 2, 'v', 0, 0},
              new byte[] {0, 0})) {
        assertThatThrownBy(() -> encoder.addRow(5, new byte[0], 0, 0, metadata, 0, metadata.length))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("metadata is no Avro map");
      }
    }
  }

  private static byte[] encode(long seed, List<byte[]> payloads) {
    Random random = new Random(seed);
    byte[] none = {0};
    try (var encoder = new TenantSegmentEncoder(SegmentEncoding.flush(Codec.LZ4), payloads::add)) {
      encoder.beginStream(Labels.of(Map.of("app", "a")));
      for (int i = 0; i < 12_000; i++) {
        byte[] line = new byte[200];
        for (int j = 0; j < line.length; j++) {
          line[j] = (byte) (32 + random.nextInt(90));
        }
        encoder.addRow(i, line, 0, line.length, none, 0, 1);
      }
      return encoder.finish();
    }
  }
}
