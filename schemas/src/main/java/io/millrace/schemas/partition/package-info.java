/// Which partition of `logs` a stream belongs to. The function is public: another producer that
/// computes it puts its records beside ours. Nothing is wrong where it doesn't; a stream's lines
/// are then merged from two partitions when they are read.
///
/// ```
/// score(p)    = XXH64(utf8(tenant), seed = p)               for p in 0 … P - 1
/// shards      = the first S of all p, by score descending (unsigned), then by p ascending
///             = 0 … P - 1 where S = 0 or S >= P
/// hash        = XXH64(utf8(canonical label text), seed = 0)
/// partition   = shards[hash mod S]                          unsigned; S = P where all
/// ```
///
/// P is the number of partitions of `logs`, S the tenant's shard size. The canonical label text is
/// that of [io.millrace.schemas.model.Labels]. Test vectors: `partition-vectors.json` of this
/// module's resources.
@NullMarked
package io.millrace.schemas.partition;

import org.jspecify.annotations.NullMarked;
