/// From records of `chunks` to closed segments.
///
/// A segment's records lie one behind the other in one partition, numbered from 0, the trailer
/// last. [PartitionAssembly] collects one segment at a time and gives a [ClosedSegment] when the
/// trailer has come and everything that it counts is there. Anything else is a
/// [BrokenSegmentException]: what is incomplete is reported and never published.
@NullMarked
package io.millrace.flusher.assemble;

import org.jspecify.annotations.NullMarked;
