/// Numbers, durations and sizes as Go reads and prints them: the text of a label means what it
/// means to Loki, and what cannot be read is reported in the same words.
@NullMarked
package io.millrace.query.value;

import org.jspecify.annotations.NullMarked;
