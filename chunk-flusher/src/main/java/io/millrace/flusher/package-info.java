/// The chunk-flusher: closed segments from `chunks` to objects in the bucket, published in the
/// catalog.
///
/// ```
/// chunks ─▶ FlusherLoop ─▶ PartitionFlow: PartitionAssembly ─▶ Uploads ─▶ CatalogPublisher ─▶ catalog
///            (one thread)   (one for each partition)           (virtual    (one transaction with
///                                                               threads)    the group's position)
/// ```
///
/// [FlusherService] is the door, [FlusherLoop] the one thread that talks to Kafka. Nothing is kept
/// outside Kafka and the bucket: whatever is in memory can be read again from the group's position.
@NullMarked
package io.millrace.flusher;

import org.jspecify.annotations.NullMarked;
