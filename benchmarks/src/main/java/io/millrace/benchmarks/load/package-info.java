/// What a gigabyte of log lines costs from the socket to the object: CPU, bytes stored, memory,
/// each beside `zstd -1` over the same lines in the same run.
///
/// [LogCorpus] makes the lines, [PushBodies] packs them as an agent would, [IngestCost] starts
/// Millrace, pushes and reads the bill from the operating system.
@NullMarked
package io.millrace.benchmarks.load;

import org.jspecify.annotations.NullMarked;
