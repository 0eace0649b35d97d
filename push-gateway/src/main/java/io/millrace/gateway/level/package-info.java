/// The level of a line, as Loki's distributor finds it: from the stream's labels, the metadata, the
/// fields of a JSON or logfmt line, or the first word of the line that is a level. The result is
/// the metadata `detected_level`.
///
/// Everything works on bytes; no line becomes a string.
@NullMarked
package io.millrace.gateway.level;

import org.jspecify.annotations.NullMarked;
