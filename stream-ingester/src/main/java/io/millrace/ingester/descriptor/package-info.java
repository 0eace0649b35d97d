/// What an ingester must not forget: which offsets belong to which segment. The rows themselves are
/// in `logs` and are read again.
///
/// The store is a key-value store of Kafka Streams in memory, backed by its changelog topic, and so
/// changes in the same transaction in which segments are emitted. It is written when a segment
/// opens, is cut and is published, never for a record.
///
/// ```
/// Key   ─▶ -1: the open segment | from: a segment that is cut and not published, i64
/// Value ─▶ version: u8 = 1, kind: u8 { 0 open, 1 cut }, topicId: 2 × i64, epoch: i32, from: i64, last: i64
/// ```
///
/// Integers are big-endian; `last` is when the open segment got its first record (milliseconds
/// since the epoch), or where the cut one ends. `topicId` is Kafka's id of `logs`: a topic that was
/// deleted and made anew has another one, and what was known of the old offsets is forgotten.
@NullMarked
package io.millrace.ingester.descriptor;

import org.jspecify.annotations.NullMarked;
