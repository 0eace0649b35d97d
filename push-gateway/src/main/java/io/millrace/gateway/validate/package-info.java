/// What of a push may be stored. Labels are parsed and judged once for each distinct label string
/// ([StreamCache]); entries are judged one by one ([PushValidator]), and what is accepted is listed
/// in a [ValidPush] with the metadata of each entry already encoded.
///
/// Reasons, texts and statuses are Loki's. What Loki's distributor refuses ends in a summary of
/// status 400; what its ingester refuses (too far behind, too much for one stream) is told for the
/// last stream that was hit, and goes before the summary.
@NullMarked
package io.millrace.gateway.validate;

import org.jspecify.annotations.NullMarked;
