/// Loki's push request as protobuf, walked in place.
///
/// ```
/// PushRequest   ─▶ 1: repeated StreamAdapter, 2: format string
/// StreamAdapter ─▶ 1: labels string, 2: repeated EntryAdapter, 3: hash uint64
/// EntryAdapter  ─▶ 1: timestamp Timestamp, 2: line string, 3: repeated LabelPair (structured metadata),
///                  4: repeated LabelPair (parsed)
/// Timestamp     ─▶ 1: seconds int64, 2: nanos int32
/// LabelPair     ─▶ 1: name string, 2: value string
/// ```
///
/// Fields come in any order, unknown ones are stepped over, and of a field that should stand once
/// the last one holds. [PushRequestWalker] makes no object and copies nothing.
@NullMarked
package io.millrace.schemas.push;

import org.jspecify.annotations.NullMarked;
