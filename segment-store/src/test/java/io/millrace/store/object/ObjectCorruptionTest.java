package io.millrace.store.object;

import static io.millrace.store.object.SampleRows.assemble;
import static io.millrace.store.object.SampleRows.random;
import static io.millrace.store.object.SampleRows.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.store.filter.TextQuery;
import io.millrace.store.index.IndexDirectory;
import io.millrace.store.index.IndexPart;
import io.millrace.store.object.SampleRows.Row;
import io.millrace.store.objectstore.MemoryObjectStore;
import io.millrace.store.page.Codec;
import io.millrace.store.page.CorruptObjectException;
import io.millrace.store.page.Leaf;
import io.millrace.store.segment.SegmentEncoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObjectCorruptionTest {
  private static final String NAME = "object";

  private final List<Row> written = random(71, 12, 40);

  @SuppressWarnings("NullAway.Init") // set before each test
  private byte[] object;

  @BeforeEach
  void write() {
    object = bytes(Codec.ZSTD);
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void verify_countsASoundObject(Codec codec) throws IOException {
    byte[] sound = bytes(codec);

    ObjectVerifier.Verified verified = ObjectVerifier.verify(store(sound), NAME, sound.length);

    assertThat(verified.rows()).isEqualTo(written.size());
    assertThat(verified.pages()).isGreaterThan(6 * 5);
  }

  @Test
  void verify_countsAnObjectWithoutRows() throws IOException {
    byte[] empty = join(assemble(SegmentEncoding.flush(Codec.ZSTD), List.of()));

    assertThat(ObjectVerifier.verify(store(empty), NAME, empty.length).rows()).isZero();
  }

  @Test
  void verify_findsAFlippedBitAnywhere() {
    Random random = new Random(5);
    for (int at : positions(random, 400)) {
      byte[] flipped = flip(at, random);

      assertThatThrownBy(() -> ObjectVerifier.verify(store(flipped), NAME, flipped.length))
          .as("bit at %d of %d", at, object.length)
          .isInstanceOfAny(CorruptObjectException.class, UnknownVersionException.class);
    }
  }

  @Test
  void reader_neverGivesWrongRows() {
    Random random = new Random(6);
    int refused = 0;
    for (int at : positions(random, 400)) {
      byte[] flipped = flip(at, random);
      try {
        assertThat(readAll(flipped)).as("bit at %d of %d", at, object.length).isEqualTo(written);
      } catch (CorruptObjectException | UnknownVersionException e) {
        refused++;
      } catch (IOException e) {
        throw new AssertionError("bit at %d of %d".formatted(at, object.length), e);
      }
    }

    assertThat(refused).isGreaterThan(250);
  }

  @Test
  void reader_refusesATruncatedObject() throws IOException {
    List<Integer> ends = new ArrayList<>(boundaries());
    ends.addAll(List.of(0, 1, 4, 8, object.length - 1, object.length - 4, object.length - 8));
    for (int end : ends) {
      byte[] cut = Arrays.copyOf(object, Math.min(end, object.length - 1));

      assertThatThrownBy(() -> readAll(cut))
          .as("cut at %d of %d", end, object.length)
          .isInstanceOf(CorruptObjectException.class);
    }
  }

  @Test
  void reader_namesAVersionItDoesNotKnow() {
    byte[] key = "millrace.format".getBytes(StandardCharsets.US_ASCII);
    byte[] newer = object.clone();
    int at = indexOf(newer, key);
    newer[at + key.length + 2] = '2';
    Arrays.fill(newer, footerAt() - IndexDirectory.BYTES, footerAt(), (byte) 0);

    assertThatThrownBy(() -> readAll(newer))
        .isInstanceOf(UnknownVersionException.class)
        .hasMessageContaining("format version 2")
        .hasMessageContaining("knows 1 to 1");
  }

  @Test
  void reader_refusesForeignFiles() {
    byte[] text =
        "just some text that is no object at all ".repeat(50).getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> readAll(text))
        .isInstanceOf(CorruptObjectException.class)
        .hasMessageContaining("'PAR1'");
  }

  /// Each boundary and its neighbours, and as many others by chance.
  private List<Integer> positions(Random random, int more) {
    List<Integer> positions = new ArrayList<>();
    try {
      for (int boundary : boundaries()) {
        for (int at = boundary - 1; at <= boundary + 1; at++) {
          if (at >= 0 && at < object.length) {
            positions.add(at);
          }
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    random.ints(more, 0, object.length).forEach(positions::add);
    for (int i = 1; i <= 8; i++) {
      positions.add(object.length - i);
    }
    return positions;
  }

  /// Where the parts of the object begin.
  private List<Integer> boundaries() throws IOException {
    ObjectIndex index = ObjectReader.open(store(object), NAME, object.length).index();
    List<Integer> boundaries = new ArrayList<>(List.of(0, 4));
    for (Leaf leaf : Leaf.ALL) {
      boundaries.add((int) index.directory().dictionary(leaf));
      for (int slice = 0; slice < index.slices().slices(); slice++) {
        int page =
            (int) (index.directory().firstPage(leaf) + index.slices().pageOffset(leaf, slice));
        boundaries.add(page);
        boundaries.add(page + index.slices().page(leaf, slice).headerLength());
      }
    }
    for (IndexPart part : IndexPart.values()) {
      boundaries.add((int) index.directory().part(part).at());
    }
    boundaries.add(footerAt() - IndexDirectory.BYTES);
    boundaries.add(footerAt());
    return boundaries;
  }

  private int footerAt() {
    int end = object.length - 8;
    return end - ByteBuffer.wrap(object, end, 4).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  private byte[] flip(int at, Random random) {
    byte[] flipped = object.clone();
    flipped[at] ^= (byte) (1 << random.nextInt(8));
    return flipped;
  }

  private static List<Row> readAll(byte[] bytes) throws IOException {
    return rows(
        ObjectReader.open(store(bytes), NAME, bytes.length)
            .select(
                List.of(),
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                new TextQuery.Contains("e=".getBytes(StandardCharsets.US_ASCII), false))
            .slices());
  }

  private byte[] bytes(Codec codec) {
    return join(assemble(new SegmentEncoding(codec, 1, 0, 8 << 10, 100), written));
  }

  private static byte[] join(AssembledObject object) {
    ByteBuffer joined = ByteBuffer.allocate((int) object.entry().bytes());
    object.content().forEach(part -> joined.put(part.duplicate()));
    return joined.array();
  }

  private static MemoryObjectStore store(byte[] bytes) {
    MemoryObjectStore store = new MemoryObjectStore();
    store.putIfAbsent(NAME, List.of(ByteBuffer.wrap(bytes)));
    return store;
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int at = 0; ; at++) {
      if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
  }
}
