package io.millrace.store.segment;

import io.millrace.schemas.model.Labels;

/// Encodes one tenant's rows of one segment: pages go to the sink as they fill up, the summary is
/// the answer of [#finish()]. Afterwards the encoder is empty and takes the next tenant; its
/// buffers and compression contexts are reused, so keep one for each thread.
///
/// Rows come in the order of the object: streams ascending by the text of their labels, rows of a
/// stream by timestamp, then arrival. The same rows give the same bytes.
///
/// Used by one thread at a time. Holds native memory until it is closed.
@SuppressWarnings("DoNotCallSuggester")
public final class TenantSegmentEncoder implements AutoCloseable {
  /// `pages` receives payloads of at most [#PART_BYTES] bytes.
  public TenantSegmentEncoder(SegmentEncoding encoding, PageSink pages) {
    throw new UnsupportedOperationException(encoding + " " + pages);
  }

  /// The largest payload that goes to the sink. Leaves room for an envelope within 1 MiB.
  public static final int PART_BYTES = 960 << 10;

  /// The rows from here on belong to the stream of `labels`.
  ///
  /// @throws IllegalArgumentException unless `labels` stand behind those of the stream before
  public void beginStream(Labels labels) {
    throw new UnsupportedOperationException(labels.toString());
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
    throw new UnsupportedOperationException();
  }

  /// Lines, keys and values so far, over all tenants, that were not valid UTF-8.
  public long repairedTexts() {
    throw new UnsupportedOperationException();
  }

  /// Ends the tenant: the last pages go to the sink, the summary is returned (some 100 bytes for
  /// each slice).
  public byte[] finish() {
    throw new UnsupportedOperationException();
  }

  /// Forgets the rows since the last [#finish()], as after a failure half-way.
  public void reset() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
