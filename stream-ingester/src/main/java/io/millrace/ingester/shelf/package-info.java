/// What readers can see: the segments of the partitions that this process owns and that are not
/// published yet.
///
/// A [PartitionShelf] holds the sealed segments of a partition in the order of their offsets and
/// the open one behind them. After every record it shows an immutable [PartitionView]; readers take
/// it without a lock, and what they took stays readable whatever happens to the shelf. Only the
/// thread of the partition's task changes a shelf, and the thread that reads sealed segments again
/// after a start.
///
/// A sealed segment's rows are where [SegmentContent] says: on the heap, or in a [SpillFile] when
/// memory presses, or nowhere when the disk is full too. Spill files are deleted at every start:
/// the rows are in `logs`.
@NullMarked
package io.millrace.ingester.shelf;

import org.jspecify.annotations.NullMarked;
