package io.millrace.query;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.millrace.query.plan.QueryException.Reason;
import io.millrace.query.plan.QueryStats;
import io.millrace.query.plan.ScanCounters;
import java.time.Duration;
import java.util.Locale;

/// What the query-service counts. Every request that reaches an endpoint is one of
/// `millrace_query_requests` and, where it fails, also one of `millrace_query_failures_total` under
/// its reason: answered = requests - failures. Alert on the reasons `unavailable`, `timeout` and
/// `internal`; the others are the clients' affair.
public final class QueryMetrics {
  private final MeterRegistry registry;

  public QueryMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /// A request to `endpoint` has ended, well or not.
  public void request(String endpoint, Duration took) {
    Timer.builder("millrace.query.requests")
        .tag("endpoint", endpoint)
        .publishPercentileHistogram()
        .register(registry)
        .record(took);
  }

  /// A request got an error for an answer.
  public void failure(String endpoint, Reason reason) {
    Counter.builder("millrace.query.failures")
        .tag("endpoint", endpoint)
        .tag("reason", reason.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }

  /// What a query has read.
  public void read(QueryStats stats) {
    read("objects", stats.objects());
    read("recent", stats.recent());
  }

  private void read(String place, ScanCounters counters) {
    count("millrace.query.slices.read", place, counters.slicesRead.sum());
    count("millrace.query.lines.read", place, counters.lines.sum());
    count("millrace.query.raw.bytes.read", place, counters.lineBytes.sum());
    count("millrace.query.duplicates", place, counters.duplicates.sum());
  }

  private void count(String name, String place, long amount) {
    Counter.builder(name).tag("place", place).register(registry).increment((double) amount);
  }

  /// A part of a query was asked of the ingesters again, or of a newer catalog.
  public void recentRetry(String cause) {
    Counter.builder("millrace.query.recent.retries")
        .tag("cause", cause)
        .register(registry)
        .increment();
  }

  public MeterRegistry registry() {
    return registry;
  }
}
