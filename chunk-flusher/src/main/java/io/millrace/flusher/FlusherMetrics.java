package io.millrace.flusher;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.millrace.schemas.catalog.CatalogRecord.SegmentPublished;
import io.millrace.schemas.catalog.ObjectEntry;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// What the chunk-flusher counts.
///
/// The objects of published segments = `objects_uploaded` + `objects_reused`, less those of
/// segments that were given up on the way (a rebalance, a failed transaction) and come again. Alert
/// where `halted_partitions` is not 0 (a segment in `chunks` is broken: rebuild it by replay),
/// where `store_away` stays 1, and where `tiling_breaks_total` rises.
public final class FlusherMetrics {
  private static final String PREFIX = "millrace.flusher.";

  private final Counter segments;
  private final Counter rows;
  private final Counter uploaded;
  private final Counter uploadedBytes;
  private final Counter reused;
  private final Counter uploadFailures;
  private final Counter publishFailures;
  private final Counter tilingBreaks;
  private final Timer uploadTime;
  private final MeterRegistry registry;

  public FlusherMetrics(MeterRegistry registry) {
    this.registry = registry;
    segments = counter("segments.published", "segments whose catalog record is committed");
    rows = counter("rows.published", "rows of those segments");
    uploaded = counter("objects.uploaded", "objects written to the store");
    uploadedBytes = counter("uploaded.bytes", "bytes of those objects");
    reused = counter("objects.reused", "objects found in the store, the same as ours");
    uploadFailures = counter("upload.failures", "attempts that the store did not answer well");
    publishFailures = counter("publish.failures", "catalog transactions that failed");
    tilingBreaks = counter("tiling.breaks", "segments that do not begin where the last one ended");
    uploadTime =
        Timer.builder(PREFIX + "upload").description("time to write one object").register(registry);
  }

  /// Gauges of the running loop.
  void watch(Supplier<Number> bufferedBytes, Supplier<Number> halted, Supplier<Number> storeAway) {
    gauge("buffered.bytes", "payloads that wait to be stored", bufferedBytes);
    gauge("halted.partitions", "partitions that stand still at a broken segment", halted);
    gauge("store.away", "1 while the object store does not answer", storeAway);
  }

  void published(SegmentPublished segment) {
    segments.increment();
    rows.increment((double) segment.objects().stream().mapToLong(ObjectEntry::rows).sum());
  }

  void publishFailed() {
    publishFailures.increment();
  }

  void tilingBroken() {
    tilingBreaks.increment();
  }

  /// An object of `bytes` was written in `nanos`.
  public void uploaded(long bytes, long nanos) {
    uploaded.increment();
    uploadedBytes.increment((double) bytes);
    uploadTime.record(nanos, TimeUnit.NANOSECONDS);
  }

  public void reused() {
    reused.increment();
  }

  public void uploadFailed() {
    uploadFailures.increment();
  }

  private Counter counter(String name, String description) {
    return Counter.builder(PREFIX + name).description(description).register(registry);
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(PREFIX + name, value).description(description).register(registry);
  }
}
