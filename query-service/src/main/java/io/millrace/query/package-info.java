/// The query-service: LogQL over what lies in the bucket and what the ingesters still hold.
///
/// ```
/// api ─▶ plan ─▶ exec, metric ─▶ pipeline, row …   what becomes of a row
///                     └─▶ source                    where rows come from
///  └─▶ json                                         what an answer looks like
/// ```
@NullMarked
package io.millrace.query;

import org.jspecify.annotations.NullMarked;
