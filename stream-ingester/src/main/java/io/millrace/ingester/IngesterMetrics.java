package io.millrace.ingester;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.millrace.ingester.assemble.MemoryBudget;
import io.millrace.ingester.replay.SegmentRebuilder;
import io.millrace.ingester.shelf.Shelf;
import io.millrace.ingester.shelf.SpillSpace;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// What the ingester counts.
///
/// Records appended plus dead-lettered are the records of `logs` that were processed for the first
/// time; those read again after a start are counted apart, as replayed. Rows cut are the rows of
/// segments that were emitted, duplicates not among them. Segments sealed and not published:
/// `millrace_ingester_sealed_segments`; alert when it keeps growing, for then the flusher or the
/// bucket is away, and when `millrace_ingester_segments_evicted_total` grows, for then recent rows
/// are read from `logs`.
final class IngesterMetrics {
  private final Counter appended;
  private final Counter deadLettered;
  private final Counter replayed;
  private final Counter rows;
  private final Counter duplicates;
  private final Counter rawBytes;
  private final Counter chunkBytes;
  private final Counter threadFailures;
  private final Timer cutTime;
  private final Timer replayTime;
  private final Map<CutReason, Counter> cuts = new EnumMap<>(CutReason.class);

  IngesterMetrics(MeterRegistry registry) {
    appended = counter("records.appended", "records of logs that are readable", registry);
    deadLettered = counter("records.dead.lettered", "records that cannot be read", registry);
    replayed = counter("records.replayed", "offsets read again after a start", registry);
    rows = counter("rows.cut", "rows emitted to chunks", registry);
    duplicates = counter("rows.duplicate", "rows dropped as equal to another", registry);
    rawBytes = counter("raw.bytes", "bytes of rows of cut segments", registry);
    chunkBytes = counter("chunks.bytes", "bytes sent to chunks", registry);
    threadFailures = counter("thread.failures", "stream threads that died", registry);
    cutTime = registry.timer("millrace.ingester.cut");
    replayTime = registry.timer("millrace.ingester.replay");
    for (CutReason reason : CutReason.values()) {
      cuts.put(
          reason, registry.counter("millrace.ingester.segments.cut", "reason", reason.label()));
    }
  }

  private static Counter counter(String name, String description, MeterRegistry registry) {
    return Counter.builder("millrace.ingester." + name).description(description).register(registry);
  }

  /// Registers the gauges of what is held at the moment.
  static void watch(
      MeterRegistry registry,
      MemoryBudget budget,
      SpillSpace spill,
      Shelf shelf,
      SegmentRebuilder rebuilder) {
    registry.gauge("millrace.ingester.memory.bytes", budget, MemoryBudget::used);
    registry.gauge("millrace.ingester.memory.limit.bytes", budget, MemoryBudget::limit);
    registry.gauge("millrace.ingester.spill.bytes", spill, SpillSpace::used);
    registry.gauge("millrace.ingester.partitions", shelf, Shelf::size);
    FunctionCounter.builder("millrace.ingester.segments.evicted", spill, SpillSpace::evictions)
        .register(registry);
    registry.gauge(
        "millrace.ingester.sealed.segments",
        shelf,
        s -> s.views().values().stream().mapToInt(view -> view.sealed().size()).sum());
    registry.gauge("millrace.ingester.awaited.segments", rebuilder, SegmentRebuilder::pending);
  }

  void appended() {
    appended.increment();
  }

  void deadLettered() {
    deadLettered.increment();
  }

  void replayed(long records, Duration time) {
    replayed.increment((double) records);
    replayTime.record(time);
  }

  void cut(CutReason reason, long cutRows, long dropped, long raw, long encoded, Duration time) {
    cuts.getOrDefault(reason, rows).increment();
    rows.increment((double) cutRows);
    duplicates.increment((double) dropped);
    rawBytes.increment((double) raw);
    chunkBytes.increment((double) encoded);
    cutTime.record(time);
  }

  void threadFailed() {
    threadFailures.increment();
  }
}
