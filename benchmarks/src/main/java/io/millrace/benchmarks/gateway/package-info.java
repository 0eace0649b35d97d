/// What the gateway's way from a body to records costs, step by step, next to plain zstd of the
/// same lines in the same run.
@NullMarked
package io.millrace.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
