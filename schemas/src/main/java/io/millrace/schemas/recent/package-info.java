/// How query-service asks a stream-ingester for the lines that are not in the bucket yet.
///
/// `POST /internal/recent` with a [RecentRequest] answers a sequence of frames (see
/// `io.millrace.store.rows` for the frame of rows): rows of the asked partitions, then for each
/// partition the range of offsets that was covered, which the asker checks against the catalog (no
/// hole, no overlap). `GET /internal/recent/owners` answers which process owns which partition.
@NullMarked
package io.millrace.schemas.recent;

import org.jspecify.annotations.NullMarked;
