package io.millrace.schemas.partition;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.schemas.model.TenantId;
import java.util.stream.IntStream;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/// Chooses the partition of `logs` for a stream; see the package for the function. Safe for use by
/// many threads.
public final class LogPartitioner {
  private final int[] shards;

  private LogPartitioner(int[] shards) {
    this.shards = shards;
  }

  /// The partitioner of one tenant. `shardSize` is how many of the `partitions` the tenant's
  /// streams are spread over; 0, or as many as there are, means all of them.
  public static LogPartitioner of(TenantId tenant, int partitions, int shardSize) {
    if (partitions < 1 || shardSize < 0) {
      throw new IllegalArgumentException(
          "needs at least 1 partition and a shard size of at least 0, found %d and %d"
              .formatted(partitions, shardSize));
    }
    if (shardSize == 0 || shardSize >= partitions) {
      return new LogPartitioner(IntStream.range(0, partitions).toArray());
    }
    XXHash64 xxh64 = XXHashFactory.fastestJavaInstance().hash64();
    byte[] utf8 = tenant.value().getBytes(UTF_8);
    long[] scores = new long[partitions];
    for (int partition = 0; partition < partitions; partition++) {
      scores[partition] = xxh64.hash(utf8, 0, utf8.length, partition);
    }
    return new LogPartitioner(
        IntStream.range(0, partitions)
            .boxed()
            .sorted(
                (a, b) -> {
                  int descending = Long.compareUnsigned(scores[b], scores[a]);
                  return descending != 0 ? descending : Integer.compare(a, b);
                })
            .limit(shardSize)
            .mapToInt(Integer::intValue)
            .toArray());
  }

  /// The partition of the stream whose [io.millrace.schemas.model.Labels#hash()] this is.
  public int partition(long streamHash) {
    return shards[(int) Long.remainderUnsigned(streamHash, shards.length)];
  }

  /// The tenant's shard set, best ranked first.
  public int[] shards() {
    return shards.clone();
  }
}
