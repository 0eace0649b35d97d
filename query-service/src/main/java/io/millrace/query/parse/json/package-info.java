/// JSON in log lines: `| json`, `| json a="b.c"` and `| unpack`.
///
/// The scanner takes a line as far as it is JSON: labels found before a fault stay, nothing is
/// looked at behind the end of the object, and the faults have the names that clients know.
@NullMarked
package io.millrace.query.parse.json;

import org.jspecify.annotations.NullMarked;
