/// From records of one `logs` partition to one sorted segment.
///
/// An [OpenSegment] takes rows in the order of their offsets: bytes go to a [ByteArena] shared by
/// all streams of the partition, so that a stream of ten lines costs ten lines and not a buffer;
/// the columns of a row (timestamp, position, lengths, stream) go to blocks of [RowBlock#ROWS]
/// rows. Neither is ever moved, so a [SegmentRows] taken after any record stays true while more
/// rows follow: readers take it without a lock.
///
/// A [RowOrder] is what a cut adds: the rows by (tenant, labels, timestamp, arrival), equal ones
/// left out. It depends on nothing but the rows, and the rows on nothing but the offsets, so a
/// range of offsets always yields the same bytes. [SegmentEncoder] turns the two into the records
/// of `chunks`, [SliceAssembler] into slices for readers.
///
/// What all this holds on the heap is counted in one [MemoryBudget].
@NullMarked
package io.millrace.ingester.assemble;

import org.jspecify.annotations.NullMarked;
