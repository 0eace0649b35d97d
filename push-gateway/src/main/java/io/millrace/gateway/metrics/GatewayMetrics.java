package io.millrace.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// The gateway's meters. Where Loki has a metric for the same thing, the name and labels are
/// Loki's.
///
/// Of the lines that were decoded, each is either received (acknowledged by Kafka), or discarded
/// for a reason, or was part of a push that failed as a whole: `millrace_gateway_pushes_total` with
/// a status of 5xx. Alert when the rate of those is above zero for minutes.
public final class GatewayMetrics {
  private static final Tags NO_POLICY = Tags.of("retention_hours", "", "policy", "");

  private record ByTenant(String name, String tenant, String format) {}

  private record Discard(String name, String tenant, String reason, String format) {}

  private final MeterRegistry registry;
  private final Map<Object, Counter> counters = new ConcurrentHashMap<>();
  private final Counter repairedTexts;
  private final Counter records;
  private final Counter recordBytes;
  private final Counter rawBytes;
  private final Timer acknowledge;

  public GatewayMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.repairedTexts =
        Counter.builder("millrace.gateway.repaired.texts")
            .description("lines and metadata values that were not utf-8 and were made so")
            .register(registry);
    this.records =
        Counter.builder("millrace.gateway.records")
            .description("records acknowledged by kafka")
            .register(registry);
    this.recordBytes =
        Counter.builder("millrace.gateway.records.bytes")
            .description("bytes of the values of those records")
            .register(registry);
    this.rawBytes =
        Counter.builder("millrace.gateway.records.raw.bytes")
            .description("bytes of the values of those records before compression")
            .register(registry);
    this.acknowledge =
        Timer.builder("millrace.gateway.acknowledge")
            .description("from the first record of a push handed to kafka to the last acknowledged")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofSeconds(30))
            .register(registry);
  }

  /// Shows the memory that pushes under way take.
  public void watchMemory(LongSupplier usedBytes) {
    Gauge.builder("millrace.gateway.inflight.bytes", usedBytes::getAsLong)
        .description("memory held by pushes under way")
        .register(registry);
  }

  /// Shows how many streams the cache knows.
  public void watchStreams(LongSupplier streams) {
    Gauge.builder("millrace.gateway.cached.streams", streams::getAsLong)
        .description("label strings whose streams are known")
        .register(registry);
  }

  /// A push ended with this status.
  public void pushed(int status) {
    counters
        .computeIfAbsent(
            status,
            s ->
                Counter.builder("millrace.gateway.pushes")
                    .description("pushes by the status of their answer")
                    .tag("status", Integer.toString(status))
                    .register(registry))
        .increment();
  }

  /// Lines of a tenant were acknowledged. `metadataBytes` are contained in `bytes`.
  public void received(String tenant, String format, long lines, long bytes, long metadataBytes) {
    tenantCounter("loki.distributor.lines.received", tenant, format).increment((double) lines);
    tenantCounter("loki.distributor.bytes.received", tenant, format).increment((double) bytes);
    tenantCounter("loki.distributor.structured.metadata.bytes.received", tenant, format)
        .increment((double) metadataBytes);
  }

  /// Lines of a tenant were not accepted.
  public void discarded(String tenant, String reason, String format, long lines, long bytes) {
    discardCounter("loki.discarded.samples", tenant, reason, format).increment((double) lines);
    discardCounter("loki.discarded.bytes", tenant, reason, format).increment((double) bytes);
  }

  /// Lines of a tenant were cut.
  public void mutated(String tenant, String reason, long lines, long bytes) {
    mutationCounter("loki.mutated.samples", tenant, reason).increment((double) lines);
    mutationCounter("loki.mutated.bytes", tenant, reason).increment((double) bytes);
  }

  public void repairedText() {
    repairedTexts.increment();
  }

  /// The records of one push were acknowledged.
  public void acknowledged(int count, long bytes, long rawBytesOfThem, long nanos) {
    records.increment(count);
    recordBytes.increment((double) bytes);
    rawBytes.increment((double) rawBytesOfThem);
    acknowledge.record(Duration.ofNanos(nanos));
  }

  private Counter tenantCounter(String name, String tenant, String format) {
    return counters.computeIfAbsent(
        new ByTenant(name, tenant, format),
        _ ->
            Counter.builder(name)
                .tags(NO_POLICY)
                .tags("tenant", tenant, "format", format, "is_internal_stream", "false")
                .register(registry));
  }

  private Counter discardCounter(String name, String tenant, String reason, String format) {
    return counters.computeIfAbsent(
        new Discard(name, tenant, reason, format),
        _ ->
            Counter.builder(name)
                .tags(NO_POLICY)
                .tags("tenant", tenant, "reason", reason, "format", format)
                .register(registry));
  }

  private Counter mutationCounter(String name, String tenant, String reason) {
    return counters.computeIfAbsent(
        new Discard(name, tenant, reason, ""),
        _ -> Counter.builder(name).tags("tenant", tenant, "reason", reason).register(registry));
  }
}
