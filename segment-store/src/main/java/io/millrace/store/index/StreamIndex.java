package io.millrace.store.index;

import io.millrace.schemas.model.Label;
import io.millrace.schemas.model.LabelMatcher;
import io.millrace.schemas.model.Labels;
import io.millrace.store.page.ByteCursor;
import io.millrace.store.page.CorruptObjectException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/// The streams of an object and how to find them. A stream's label set is built when asked for.
/// Immutable.
public final class StreamIndex {
  private static final int MAX_PAIRS = 1 << 16;

  private final Postings postings;
  private final long[] firstRow;
  private final long[] minTimestamp;
  private final long[] maxTimestamp;
  private final long[] rawBytes;
  private final int[] firstPair;
  private final int[] pairs;

  /// Reads the parts `streams` and `postings` (which is kept).
  public StreamIndex(byte[] streamsPart, byte[] postingsPart) throws CorruptObjectException {
    ByteCursor in = new ByteCursor("streams", streamsPart, 0, streamsPart.length);
    int streams = in.count(streamsPart.length);
    postings = new Postings(postingsPart, postingsPart.length, streams);
    firstRow = new long[streams + 1];
    minTimestamp = new long[streams];
    maxTimestamp = new long[streams];
    rawBytes = new long[streams];
    firstPair = new int[streams + 1];
    for (int i = 0; i < streams; i++) {
      firstRow[i + 1] = firstRow[i] + in.varint();
    }
    long min = 0;
    for (int i = 0; i < streams; i++) {
      min += in.zigZag();
      minTimestamp[i] = min;
      maxTimestamp[i] = min + in.varint();
    }
    for (int i = 0; i < streams; i++) {
      rawBytes[i] = in.varint();
    }
    pairs = readPairs(in);
    in.end();
  }

  /// Name and value ordinals in turn.
  private int[] readPairs(ByteCursor in) throws CorruptObjectException {
    int[] found = new int[streams() * 8];
    int count = 0;
    for (int i = 0; i < streams(); i++) {
      int size = in.count(MAX_PAIRS);
      firstPair[i] = count / 2;
      if (found.length < count + size * 2) {
        found = Arrays.copyOf(found, (count + size * 2) * 2);
      }
      for (int pair = 0; pair < size; pair++) {
        int name = in.count(postings.names() - 1);
        found[count++] = name;
        found[count++] = in.count(postings.values(name) - 1);
      }
    }
    firstPair[streams()] = count / 2;
    return Arrays.copyOf(found, count);
  }

  public int streams() {
    return rawBytes.length;
  }

  public long firstRow(int stream) {
    return firstRow[stream];
  }

  public long endRow(int stream) {
    return firstRow[stream + 1];
  }

  /// Rows of all streams.
  public long rows() {
    return firstRow[streams()];
  }

  public long rawBytes(int stream) {
    return rawBytes[stream];
  }

  public long minTimestamp(int stream) {
    return minTimestamp[stream];
  }

  public long maxTimestamp(int stream) {
    return maxTimestamp[stream];
  }

  public Labels labels(int stream) {
    List<Label> labels = new ArrayList<>(firstPair[stream + 1] - firstPair[stream]);
    for (int i = firstPair[stream]; i < firstPair[stream + 1]; i++) {
      int name = pairs[2 * i];
      labels.add(new Label(postings.name(name), postings.value(name, pairs[2 * i + 1])));
    }
    return Labels.of(labels);
  }

  /// The numbers of the streams that satisfy all `matchers`, ascending.
  public ImmutableRoaringBitmap select(List<LabelMatcher> matchers) {
    return postings.select(matchers);
  }

  /// The stream that holds the row.
  public int streamOf(long row) {
    int found = Arrays.binarySearch(firstRow, row);
    return found >= 0 ? found : -found - 2;
  }

  /// About how many bytes of heap this takes.
  public long heapBytes() {
    return 256 + streams() * 36L + pairs.length * 4L + postings.heapBytes();
  }
}
