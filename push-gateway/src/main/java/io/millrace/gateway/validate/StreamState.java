package io.millrace.gateway.validate;

import io.millrace.gateway.limits.Tenant;
import io.millrace.gateway.limits.TokenBucket;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What is known of the stream that a label string names: what to write of it, whether it is
/// accepted at all, how far its lines have come. Safe for use by many threads.
public final class StreamState {
  private final String text;
  private final byte[] labels;
  private final long hash;
  private final byte @Nullable [] level;
  private final @Nullable Rejection rejection;
  private final TokenBucket rate;
  private final AtomicLong highest = new AtomicLong(Long.MIN_VALUE);

  private StreamState(
      Tenant tenant,
      String text,
      byte[] labels,
      long hash,
      byte @Nullable [] level,
      @Nullable Rejection rejection) {
    var ingestion = tenant.limits().ingestion();
    this.text = text;
    this.labels = labels;
    this.hash = hash;
    this.level = level;
    this.rejection = rejection;
    this.rate =
        new TokenBucket(
            ingestion.streamBytesPerSecond(), ingestion.streamBurstBytes(), System.nanoTime());
  }

  static StreamState accepted(
      Tenant tenant, String text, byte[] labels, long hash, byte @Nullable [] level) {
    return new StreamState(tenant, text, labels, hash, level, null);
  }

  static StreamState rejected(Tenant tenant, String text, Rejection rejection) {
    return new StreamState(tenant, text, new byte[] {0}, 0, null, rejection);
  }

  /// The canonical label text, for messages.
  String text() {
    return text;
  }

  /// The label set as an Avro map; not to be changed.
  public byte[] labels() {
    return labels;
  }

  /// The stream hash that partitions `logs`.
  public long hash() {
    return hash;
  }

  /// The value of `detected_level` that the labels give, or null where they give none.
  byte @Nullable [] level() {
    return level;
  }

  /// Why no line of the stream is accepted, or null where lines are.
  @Nullable Rejection rejection() {
    return rejection;
  }

  TokenBucket rate() {
    return rate;
  }

  /// The highest timestamp acknowledged so far.
  long highest() {
    return highest.get();
  }

  /// Lines up to this timestamp were acknowledged.
  public void advance(long timestamp) {
    highest.accumulateAndGet(timestamp, Math::max);
  }

  /// What the cache counts for it, in bytes.
  int weight() {
    return 256 + 2 * text.length() + labels.length;
  }
}
