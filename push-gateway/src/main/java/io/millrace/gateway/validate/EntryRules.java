package io.millrace.gateway.validate;

import io.millrace.gateway.decode.DecodedPush;
import io.millrace.gateway.limits.TenantLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Judges entries of one push by one tenant's limits: those of Loki's distributor.
final class EntryRules {
  /// What a record of `logs` can take at all.
  static final int MAX_ENTRY_BYTES = 8 << 20;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final TenantLimits limits;
  private final long oldest;
  private final long newest;
  private final int maxLine;

  EntryRules(TenantLimits limits, Instant now) {
    this.limits = limits;
    this.oldest =
        limits.lines().rejectOld() ? nanos(now.minus(limits.lines().maxAge())) : Long.MIN_VALUE;
    this.newest = nanos(now.plus(limits.lines().gracePeriod()));
    int max = limits.lines().maxSize();
    this.maxLine = max == 0 ? MAX_ENTRY_BYTES : Math.min(max, MAX_ENTRY_BYTES);
  }

  /// The longest line that is stored whole.
  int maxLine() {
    return maxLine;
  }

  /// Why the entry is not accepted, or null where it is.
  @Nullable Rejection judge(StreamState stream, DecodedPush push, int entry, int pairs) {
    long timestamp = push.timestamp(entry);
    if (timestamp < oldest) {
      return new Rejection(
          DiscardReason.GREATER_THAN_MAX_SAMPLE_AGE,
          "entry for stream '%s' has timestamp too old: %s, oldest acceptable timestamp is: %s"
              .formatted(stream.text(), rfc3339(timestamp), rfc3339(oldest)));
    }
    if (timestamp > newest) {
      return new Rejection(
          DiscardReason.TOO_FAR_IN_FUTURE,
          "entry for stream '%s' has timestamp too new: %s"
              .formatted(stream.text(), rfc3339(timestamp)));
    }
    int length = push.lineLength(entry);
    if (length > maxLine && !limits.lines().truncate()) {
      return new Rejection(
          DiscardReason.LINE_TOO_LONG,
          "max entry size '%d' bytes exceeded for stream '%s' while adding an entry with length '%d' bytes"
              .formatted(maxLine, stream.text(), length));
    }
    return pairs == 0 ? null : judgePairs(stream, push, entry, pairs);
  }

  private @Nullable Rejection judgePairs(
      StreamState stream, DecodedPush push, int entry, int pairs) {
    TenantLimits.MetadataLimits metadata = limits.metadata();
    if (!metadata.allowed()) {
      return new Rejection(
          DiscardReason.DISALLOWED_STRUCTURED_METADATA,
          "stream '%s' includes structured metadata, but this feature is disallowed. Please see `limits_config.allow_structured_metadata` or contact your Loki administrator to enable it"
              .formatted(stream.text()));
    }
    int size = pairBytes(push, entry);
    if ((metadata.maxSize() != 0 && size > metadata.maxSize()) || size > MAX_ENTRY_BYTES) {
      return new Rejection(
          DiscardReason.STRUCTURED_METADATA_TOO_LARGE,
          "stream '%s' has structured metadata too large: '%d' bytes, limit: '%d' bytes. Please see `limits_config.max_structured_metadata_size` or contact your Loki administrator to increase it"
              .formatted(stream.text(), size, metadata.maxSize()));
    }
    if (metadata.maxEntries() != 0 && pairs > metadata.maxEntries()) {
      return new Rejection(
          DiscardReason.STRUCTURED_METADATA_TOO_MANY,
          "stream '%s' has too many structured metadata labels: '%d', limit: '%d'. Please see `limits_config.max_structured_metadata_entries_count` or contact your Loki administrator to increase it"
              .formatted(stream.text(), pairs, metadata.maxEntries()));
    }
    return null;
  }

  /// The bytes of the names and values of an entry.
  static int pairBytes(DecodedPush push, int entry) {
    long size = 0;
    for (int pair = push.firstPair(entry); pair < push.pairEnd(entry); pair++) {
      size += push.nameLength(pair) + push.valueLength(pair);
    }
    return (int) Math.min(Integer.MAX_VALUE, size);
  }

  static String rfc3339(long nanos) {
    return instant(nanos).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static Instant instant(long nanos) {
    return Instant.EPOCH.plus(Duration.ofNanos(nanos));
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * NANOS_PER_SECOND + instant.getNano();
  }
}
