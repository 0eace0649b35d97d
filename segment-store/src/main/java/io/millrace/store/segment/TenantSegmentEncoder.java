package io.millrace.store.segment;

import io.millrace.schemas.model.Labels;
import io.millrace.store.index.SliceTableBuilder;
import io.millrace.store.index.StreamIndexBuilder;
import io.millrace.store.page.Compressor;
import io.millrace.store.page.GrowingBytes;
import io.millrace.store.page.PageLocation;
import io.millrace.store.page.PageWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Encodes one tenant's rows of one segment: pages go to the sink as they fill up, the summary is
/// the answer of [#finish()]. Afterwards the encoder is empty and takes the next tenant; its
/// buffers and compression contexts are reused, so keep one for each thread.
///
/// Rows come in the order of the object: streams ascending by the text of their labels, rows of a
/// stream by timestamp, then arrival. The same rows give the same bytes.
///
/// Used by one thread at a time. Holds native memory until it is closed.
public final class TenantSegmentEncoder implements AutoCloseable {
  /// The largest payload that goes to the sink. Leaves room for an envelope within 1 MiB.
  public static final int PART_BYTES = 960 << 10;

  /// Leaves that have a dictionary: keys and values of labels and of metadata.
  static final int DICTIONARIES = 4;

  /// Blocks behind the dictionaries: streams, postings, metadata keys, metadata values.
  static final int BLOCKS = 4;

  /// A slice ends when it has this many metadata pairs for each row it may have.
  private static final int PAIRS_PER_ROW = 4;

  private final SegmentEncoding encoding;
  private final PartStream parts;
  private final PageWriter pages;
  private final IndexBlocks blocks = new IndexBlocks();
  private final Dictionary labelKeys = new Dictionary();
  private final Dictionary labelValues = new Dictionary();
  private final Dictionary metadataKeys = new Dictionary();
  private final Dictionary metadataValues = new Dictionary();
  private final LineBuffer rows;
  private final MetadataBuffer metadata = new MetadataBuffer(metadataKeys, metadataValues);
  private final LabelRuns labelRuns = new LabelRuns(labelKeys, labelValues);
  private final SliceWriter sliceWriter;

  private SliceTableBuilder slices = new SliceTableBuilder();
  private StreamIndexBuilder streams = new StreamIndexBuilder();
  private Totals totals = new Totals();

  private @Nullable Labels current;
  private long streamRows;
  private long streamMin;
  private long streamMax;
  private long streamRawBytes;

  /// `pages` receives payloads of at most [#PART_BYTES] bytes.
  public TenantSegmentEncoder(SegmentEncoding encoding, PageSink pages) {
    this.encoding = encoding;
    this.parts = new PartStream(pages);
    this.rows = new LineBuffer(encoding.sliceBytes());
    this.pages =
        new PageWriter(Compressor.of(encoding.codec(), encoding.level(), encoding.minMatch()));
    this.sliceWriter = new SliceWriter(this.pages, parts);
  }

  /// Sums over the rows of a tenant.
  private static final class Totals {
    private long rows;
    private long rawBytes;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;
  }

  /// The rows from here on belong to the stream of `labels`.
  ///
  /// @throws IllegalArgumentException unless `labels` stand behind those of the stream before
  public void beginStream(Labels labels) {
    if (current != null && current.compareTo(labels) >= 0) {
      throw new IllegalArgumentException(
          "streams must ascend by labels, found %s behind %s".formatted(labels, current));
    }
    endStream();
    current = labels;
    labelRuns.begin(labels);
  }

  /// Adds a row to the current stream; copies what it needs. `timestampNanos` is not below the one
  /// before. `metadata` is one Avro `map<string>` in normal form: a block of pairs ascending by key
  /// with its count in front, then 0; a single 0 where there is none.
  ///
  /// Bytes of the line, a key or a value that are not valid UTF-8 become U+FFFD, for one bad byte
  /// would make other readers refuse the whole object; [#repairedTexts()] counts them.
  public void addRow(
      long timestampNanos,
      byte[] line,
      int lineAt,
      int lineLength,
      byte[] metadata,
      int metadataAt,
      int metadataLength) {
    if (current == null) {
      throw new IllegalStateException("a row before the first stream");
    }
    if (streamRows > 0 && timestampNanos < streamMax) {
      throw new IllegalArgumentException(
          "timestamps of a stream must not descend, found %d behind %d in %s"
              .formatted(timestampNanos, streamMax, current));
    }
    if (isFull(lineLength)) {
      endSlice();
    }
    long before = sliceBytes();
    rows.add(timestampNanos, line, lineAt, lineLength);
    this.metadata.add(metadata, metadataAt, metadataLength);
    if (streamRows == 0) {
      streamMin = timestampNanos;
    }
    streamMax = timestampNanos;
    streamRows++;
    streamRawBytes += sliceBytes() - before;
    labelRuns.addRow();
  }

  /// Lines, keys and values so far, over all tenants, that were not valid UTF-8.
  public long repairedTexts() {
    return rows.repaired() + metadata.repaired();
  }

  /// Ends the tenant: the last pages go to the sink, the summary is returned (some 100 bytes for
  /// each slice).
  public byte[] finish() {
    endStream();
    endSlice();
    GrowingBytes out = new GrowingBytes(64 << 10);
    List<PageLocation> dictionaries = new ArrayList<>();
    for (Dictionary dictionary : List.of(labelKeys, labelValues, metadataKeys, metadataValues)) {
      GrowingBytes body = new GrowingBytes(1024);
      dictionary.write(body);
      dictionaries.add(pages.dictionary(dictionary.size(), body, out));
    }
    List<SegmentSummary.Block> written = blocks.write(streams, metadataKeys, metadataValues, out);
    parts.write(out.array(), out.length());
    GrowingBytes slicesPart = new GrowingBytes(1024);
    slices.write(slicesPart);
    SegmentSummary summary =
        new SegmentSummary(
            encoding.codec(),
            streams.streams(),
            totals.rows,
            totals.rawBytes,
            totals.min,
            totals.max,
            parts.finish(),
            dictionaries,
            written,
            slicesPart.toArray());
    reset();
    return summary.write();
  }

  /// Forgets the rows since the last [#finish()], as after a failure half-way.
  public void reset() {
    parts.reset();
    rows.clear();
    metadata.clear();
    labelRuns.clear();
    labelKeys.clear();
    labelValues.clear();
    metadataKeys.clear();
    metadataValues.clear();
    slices = new SliceTableBuilder();
    streams = new StreamIndexBuilder();
    totals = new Totals();
    current = null;
    streamRows = 0;
    streamRawBytes = 0;
  }

  @Override
  public void close() {
    pages.close();
    blocks.close();
  }

  private long sliceBytes() {
    return (long) rows.lines().length() + metadata.values().length();
  }

  private boolean isFull(int lineLength) {
    return rows.rows() > 0
        && (sliceBytes() + lineLength > encoding.sliceBytes()
            || rows.rows() >= encoding.sliceRows()
            || metadata.pairs() >= PAIRS_PER_ROW * encoding.sliceRows());
  }

  private void endStream() {
    if (current != null && streamRows > 0) {
      streams.add(current, streamRows, streamMin, streamMax, streamRawBytes);
      labelRuns.endRun();
    }
    streamRows = 0;
    streamRawBytes = 0;
  }

  private void endSlice() {
    if (rows.rows() == 0) {
      return;
    }
    labelRuns.endRun();
    slices.add(sliceWriter.write(rows, labelRuns, metadata));
    totals.rows += rows.rows();
    totals.rawBytes += sliceBytes();
    totals.min = Math.min(totals.min, rows.minTimestamp());
    totals.max = Math.max(totals.max, rows.maxTimestamp());
    rows.clear();
    metadata.clear();
    metadata.shrink();
    labelRuns.clear();
  }
}
