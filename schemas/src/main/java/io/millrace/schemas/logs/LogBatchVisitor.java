package io.millrace.schemas.logs;

/// Gets the content of a record that [LogBatchReader] has checked from end to end. All ranges are
/// valid UTF-8 or encoded maps, and valid only during the call.
public interface LogBatchVisitor {
  /// Called once, first.
  void tenant(byte[] data, int offset, int length);

  /// A stream begins; its labels are a map in whatever legal encoding (see [LabelMapCodec#decode]).
  void stream(byte[] data, int labelsOffset, int labelsLength);

  /// An entry of the stream that began last. `metadata` is a map in normal form, most often in
  /// `data` itself.
  void entry(
      long timestamp,
      byte[] data,
      int lineOffset,
      int lineLength,
      byte[] metadata,
      int metadataOffset,
      int metadataLength);
}
