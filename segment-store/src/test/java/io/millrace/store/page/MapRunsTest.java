package io.millrace.store.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapRunsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 8, 9, 15, 17})
  void tile_isReadByParquetAtEveryBitOffset(int width) throws IOException {
    Random random = new Random(width);
    for (int pairs = 1; pairs <= 4; pairs++) {
      for (int before = 0; before < 8; before++) {
        for (int times : new int[] {0, 1, 7, 8, 9, 16, 17, 40, 1000}) {
          int[] lead = random.ints(before, 0, 1 << width).toArray();
          int[] pattern = random.ints(pairs, 0, 1 << width).toArray();
          List<Integer> expected = new ArrayList<>();
          for (int value : lead) {
            expected.add(value);
          }
          for (int i = 0; i < times * pairs; i++) {
            expected.add(pattern[i % pairs]);
          }
          expected.add(1);
          GrowingBytes out = new GrowingBytes(4);
          HybridRuns runs = new HybridRuns(out, width, expected.size());
          runs.tile(lead, 0, before, 1);
          runs.tile(pattern, 0, pairs, times);
          runs.tile(new int[] {1}, 0, 1, 1);
          runs.finish();

          assertThat(parquet(out, width, expected.size())).isEqualTo(expected);
          assertThat(ours(out, width, expected.size())).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void levels_areThoseOfTheRows() throws IOException {
    MapRuns runs = new MapRuns();
    runs.add(2, 3);
    runs.add(0, 2);
    runs.add(1, 1);
    GrowingBytes out = new GrowingBytes(4);

    runs.writeLevels(out);
    runs.writeIds(new int[] {5, 6, 7}, 8, out);

    assertThat(runs.values()).isEqualTo(9);
    ByteCursor in = new ByteCursor("test", out.array(), 0, out.length());
    assertThat(read(in, out, in.int32(), 1, 9)).containsExactly(0, 1, 0, 1, 0, 1, 0, 0, 0);
    assertThat(read(in, out, in.int32(), 1, 9)).containsExactly(1, 1, 1, 1, 1, 1, 0, 0, 1);
    assertThat(in.u8()).isEqualTo(3);
    assertThat(read(in, out, in.remaining(), 3, 7)).containsExactly(5, 6, 5, 6, 5, 6, 7);
  }

  @Test
  void values_thatAreAllTheSameTakeOneRun() {
    MapRuns runs = new MapRuns();
    runs.add(1, 50_000);
    GrowingBytes out = new GrowingBytes(4);

    runs.writeLevels(out);
    runs.writeIds(new int[] {3}, 200, out);

    assertThat(out.length()).isLessThan(25);
  }

  private static int[] read(ByteCursor in, GrowingBytes out, int length, int width, int count)
      throws CorruptObjectException {
    int at = in.skip(length);
    int[] values = new int[count];
    HybridRuns.read(
        new ByteCursor("test", out.array(), at, at + length), out.array(), width, values, count);
    return values;
  }

  private static List<Integer> ours(GrowingBytes out, int width, int count)
      throws CorruptObjectException {
    int[] values = new int[count];
    HybridRuns.read(
        new ByteCursor("test", out.array(), 0, out.length()), out.array(), width, values, count);
    List<Integer> list = new ArrayList<>();
    for (int value : values) {
      list.add(value);
    }
    return list;
  }

  private static List<Integer> parquet(GrowingBytes out, int width, int count) throws IOException {
    var decoder =
        new RunLengthBitPackingHybridDecoder(width, new ByteArrayInputStream(out.toArray()));
    List<Integer> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(decoder.readInt());
    }
    return list;
  }
}
