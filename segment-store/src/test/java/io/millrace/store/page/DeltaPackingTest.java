package io.millrace.store.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesReader;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeltaPackingTest {
  static Stream<long[]> sequences() {
    Random random = new Random(17);
    return Stream.of(
        new long[] {},
        new long[] {Long.MIN_VALUE},
        new long[] {Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 0, -1, 1},
        random.longs(1000).toArray(),
        random.longs(129, 0, 1L << 58).toArray(),
        random.longs(33, 0, 1L << 57).toArray(),
        random.longs(300, -5, 5).toArray(),
        LongStream.range(0, 1025).toArray(),
        new long[512]);
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void decode_givesBackWhatWasEncoded(long[] values) throws IOException {
    GrowingBytes page = new GrowingBytes(8);
    page.write(7);
    DeltaPacking.encode(values, values.length, page);
    long[] decoded = new long[values.length];

    int end = DeltaPacking.decode("test", page.toArray(), 1, page.length(), decoded, values.length);

    assertThat(decoded).isEqualTo(values);
    assertThat(end).isEqualTo(page.length());
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void encode_isReadByParquet(long[] values) throws IOException {
    GrowingBytes page = new GrowingBytes(8);
    DeltaPacking.encode(values, values.length, page);
    DeltaBinaryPackingValuesReader reader = new DeltaBinaryPackingValuesReader();

    reader.initFromPage(values.length, ByteBufferInputStream.wrap(ByteBuffer.wrap(page.toArray())));

    assertThat(LongStream.generate(reader::readLong).limit(values.length).toArray())
        .isEqualTo(values);
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void decode_readsParquets(long[] values) throws IOException {
    var writer =
        new DeltaBinaryPackingValuesWriterForLong(128, 4, 100, 100, new HeapByteBufferAllocator());
    Arrays.stream(values).forEach(writer::writeLong);
    GrowingBytes out = new GrowingBytes(8);
    writer.getBytes().writeAllTo(out);
    byte[] page = out.toArray();
    long[] decoded = new long[values.length];

    DeltaPacking.decode("test", page, 0, page.length, decoded, values.length);

    assertThat(decoded).isEqualTo(values);
    writer.close();
  }

  @Test
  void decode_tellsEveryTruncation() {
    long[] values = new Random(3).longs(200, 0, 1 << 20).toArray();
    GrowingBytes page = new GrowingBytes(8);
    DeltaPacking.encode(values, values.length, page);

    for (int length = 0; length < page.length(); length++) {
      byte[] cut = Arrays.copyOf(page.array(), length);

      assertThatThrownBy(() -> DeltaPacking.decode("test", cut, 0, cut.length, new long[200], 200))
          .isInstanceOf(CorruptObjectException.class);
    }
  }
}
