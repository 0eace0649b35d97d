/// The internal read API: rows that are not in the bucket yet, for query-service.
///
/// `POST /internal/recent` takes a request of `io.millrace.schemas.recent` and streams its frames:
/// a partition's segments from the asked offset on, then the range that was covered. A partition
/// that cannot be covered gets its reason and no row (never a silent hole). An answer is built
/// slice by slice and so takes little memory, however large it is.
///
/// `GET /internal/recent/owners` answers, from any ingester, which process owns which partition.
@NullMarked
package io.millrace.ingester.recent;

import org.jspecify.annotations.NullMarked;
