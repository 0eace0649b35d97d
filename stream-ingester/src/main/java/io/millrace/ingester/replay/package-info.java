/// Reading `logs` again. Kafka Streams commits the offset of every record that was processed, so
/// what a task holds in memory must be read a second time after a start, by a consumer that belongs
/// to no group ([KafkaSourceLog]).
///
/// The rows of the open segment are read by the task itself before it goes on ([SourceLog#read]).
/// Those of sealed segments, which are only kept for readers, are read in the background
/// ([SegmentRebuilder]), so that a long outage of the bucket does not make a start long.
@NullMarked
package io.millrace.ingester.replay;

import org.jspecify.annotations.NullMarked;
