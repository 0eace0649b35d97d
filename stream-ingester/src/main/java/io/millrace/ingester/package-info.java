/// The stream-ingester: from records of `logs` to closed segments in `chunks`, exactly once, and
/// the only place to read rows that are not in the bucket yet.
///
/// It is a Kafka Streams application with one task for each partition of `logs`
/// ([IngesterTopology], [PartitionProcessor]). A task appends rows in memory (`assemble`), and when
/// a [CutReason] holds it sorts them, forwards the encoded segment to `chunks` and writes down the
/// cut (`descriptor`): output, descriptors and consumed offsets commit in one transaction. Rows in
/// memory are not part of it; after a start they are read from `logs` again (`replay`).
///
/// A segment stays readable here until the catalog shows it published (`shelf`, `recent`). `POST
/// /flush` cuts on demand (`flush`).
///
/// [StreamIngester] is the service; [StreamsSettings] and [SteadyClients] decide what a restart
/// costs.
@NullMarked
package io.millrace.ingester;

import org.jspecify.annotations.NullMarked;
