package io.millrace.schemas.push;

/// Gets what [PushRequestWalker] finds, the parts before the whole: the metadata of an entry, then
/// the entry; the entries of a stream, then the stream. Ranges are positions in the walked bytes,
/// which need not be UTF-8.
public interface PushVisitor {
  /// A pair of structured metadata of the entry to come.
  void metadata(int nameOffset, int nameLength, int valueOffset, int valueLength);

  /// An entry of the stream to come. `timestamp` in nanoseconds since the epoch, at the end of the
  /// range of a long where it lies beyond.
  void entry(long timestamp, int lineOffset, int lineLength);

  /// A stream, whose entries were seen since the last one.
  void stream(int labelsOffset, int labelsLength);
}
