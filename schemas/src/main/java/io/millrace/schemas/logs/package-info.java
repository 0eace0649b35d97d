/// The value of a record of `logs`: the streams of one push that share a partition, as Avro.
///
/// ```
/// Value      ─▶ magic: u8 = 0, schemaId: i32 big-endian, LogBatch
/// LogBatch   ─▶ tenant: string, streams: union { 0: array<Stream>, 1: CompressedStreams }
/// Compressed ─▶ codec: enum { LZ4, ZSTD }, rawSize: int, payload: bytes
/// Stream     ─▶ labels: map<string>, entries: array<Entry>
/// Entry      ─▶ timestamp: long (ns), line: string, metadata: map<string>
/// ```
///
/// `payload` is, compressed, the Avro encoding of the plain branch's array; `rawSize` are its
/// bytes. LZ4 is one raw block (no frame), ZSTD one frame. The schema is `LogBatch.avsc`.
///
/// [LogBatchWriter] writes entries from byte ranges and compresses once; [LogBatchReader] checks a
/// whole record and then hands out ranges. Neither makes an object for a row. [LabelMapCodec] knows
/// the maps: their normal form is what this project writes and what a reader gets for metadata.
@NullMarked
package io.millrace.schemas.logs;

import org.jspecify.annotations.NullMarked;
