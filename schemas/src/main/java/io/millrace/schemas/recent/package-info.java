/// How query-service asks a stream-ingester for the lines that are not in the bucket yet.
///
/// `POST /internal/recent` with a [RecentRequest] answers a sequence of [RecentFrame]s. For each
/// asked partition: the rows found (frames of `io.millrace.store.rows.SliceCodec`) or the streams
/// found, then one frame that says which offsets were covered, or why none were. The asker checks
/// these ranges against the catalog: no hole, no overlap. `GET /internal/recent/owners` answers
/// which process owns which partition, as `{"0":"host:port",…}`.
///
/// ```
/// Request ─▶ version: u8 = 1, kind: Text, tenant: Text,
///            matchers: List<op: Text, name: Text, value: Text>,
///            fromTimestamp: i64, toTimestamp: i64, literals: List<Text>,
///            offsets: List<partition: i32, from: i64>
/// Answer  ─▶ Frame^n
/// Frame   ─▶ length: u32 (type and body), type: u8, body
///   1 rows     SliceCodec frame
///   2 streams  List<labels: List<name: Text, value: Text>, rows: i64, rawBytes: i64, min: i64, max: i64>
///   3 covered  partition: i32, from: i64, to: i64
///   4 missing  partition: i32, from: i64, reason: Text
///   5 failed   message, UTF-8
/// Text    ─▶ length: i32, UTF-8
/// List    ─▶ count: i32, items
/// ```
///
/// `kind`, `op` and `reason` are the names of the constants in [RecentRequest.Kind],
/// `LabelMatcher.Op` and [RecentFrame.Reason]. Integers are big-endian, timestamps nanoseconds
/// since the epoch. A frame has at most 64 MiB. The protocol is internal to one release: a request
/// of another version is refused.
@NullMarked
package io.millrace.schemas.recent;

import org.jspecify.annotations.NullMarked;
