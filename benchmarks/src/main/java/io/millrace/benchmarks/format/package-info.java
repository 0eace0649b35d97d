/// What the object format costs: CPU to encode and to read, bytes stored, slices that the text
/// filter leaves, each against plain zstd over the same lines.
@NullMarked
package io.millrace.benchmarks.format;

import org.jspecify.annotations.NullMarked;
