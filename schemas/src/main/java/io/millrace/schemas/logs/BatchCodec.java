package io.millrace.schemas.logs;

/// How a [LogBatchWriter] packs the streams of a record.
public enum BatchCodec {
  /// The plain branch: for producers that let Kafka compress.
  NONE,
  /// One LZ4 block: little CPU.
  LZ4,
  /// One zstd frame of level 1: for thin links.
  ZSTD
}
