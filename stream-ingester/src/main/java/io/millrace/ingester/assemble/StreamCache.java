package io.millrace.ingester.assemble;

import io.millrace.schemas.model.TenantId;
import java.util.Arrays;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;
import org.jspecify.annotations.Nullable;

/// Remembers which stream an encoded label map stands for, so that labels are decoded, sorted and
/// printed once and not for each push. Of fixed size: 8,192 places of two entries each, label maps
/// up to 2 KiB. One thread.
final class StreamCache {
  private static final int PLACES = 8 << 10;
  private static final int MAX_KEY_BYTES = 2 << 10;
  private static final XXHash64 HASH = XXHashFactory.fastestJavaInstance().hash64();

  private record Entry(long hash, byte[] labels, SegmentStream stream) {
    boolean is(long wanted, TenantId tenant, byte[] data, int offset, int length) {
      return hash == wanted
          && stream.tenant().equals(tenant)
          && Arrays.equals(labels, 0, labels.length, data, offset, offset + length);
    }
  }

  private final @Nullable Entry[] entries = new @Nullable Entry[2 * PLACES];

  @Nullable SegmentStream find(TenantId tenant, byte[] data, int offset, int length) {
    long hash = HASH.hash(data, offset, length, 0);
    int place = place(hash);
    for (int i = place; i < place + 2; i++) {
      Entry entry = entries[i];
      if (entry != null && entry.is(hash, tenant, data, offset, length)) {
        return entry.stream();
      }
    }
    return null;
  }

  void put(SegmentStream stream, byte[] data, int offset, int length) {
    if (length > MAX_KEY_BYTES) {
      return;
    }
    long hash = HASH.hash(data, offset, length, 0);
    int place = place(hash);
    entries[place + 1] = entries[place];
    entries[place] = new Entry(hash, Arrays.copyOfRange(data, offset, offset + length), stream);
  }

  private static int place(long hash) {
    return 2 * (int) (hash & (PLACES - 1));
  }
}
