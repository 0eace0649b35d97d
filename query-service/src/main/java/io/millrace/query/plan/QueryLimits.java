package io.millrace.query.plan;

import io.millrace.runtime.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// What one tenant's queries may cost, under Loki's names (`limits.<name>`). Zero switches a limit
/// off where Loki lets it.
///
/// @param maxQuerySeries series in the answer of a metric query
/// @param maxEntries lines in the answer of a log query
/// @param maxQueryLength between the start and the end of a query
/// @param maxQueryRange the longest `[range]` in a query
/// @param maxQueryLookback how far back a query may reach; what is older is left out
/// @param maxStreamMatchers matchers in all selectors of a query together
/// @param maxBytesRead raw bytes of the lines that a query may touch
/// @param requiredLabels each selector must name them
/// @param minimumLabels so many labels each selector must name
/// @param splitInterval above zero, metric range queries answer for multiples of their step
/// @param approxTopk whether `approx_topk` is switched on
public record QueryLimits(
    int maxQuerySeries,
    int maxEntries,
    Duration maxQueryLength,
    Duration maxQueryRange,
    Duration maxQueryLookback,
    Duration queryTimeout,
    int maxStreamMatchers,
    long maxBytesRead,
    List<String> requiredLabels,
    int minimumLabels,
    Duration splitInterval,
    boolean approxTopk,
    boolean volumeEnabled,
    int volumeMaxSeries) {
  public QueryLimits {
    requiredLabels = List.copyOf(requiredLabels);
  }

  public static QueryLimits from(Settings settings) {
    return new QueryLimits(
        settings.number("limits.max_query_series", 500),
        settings.number("limits.max_entries_limit_per_query", 5000),
        settings.duration("limits.max_query_length", Duration.ofHours(721)),
        settings.duration("limits.max_query_range", Duration.ZERO),
        settings.duration("limits.max_query_lookback", Duration.ZERO),
        settings.duration("limits.query_timeout", Duration.ofMinutes(1)),
        settings.number("limits.max_streams_matchers_per_query", 1000),
        settings.bytes("limits.max_query_bytes_read", 0),
        list(settings.text("limits.required_labels", "")),
        settings.number("limits.minimum_labels_number", 0),
        settings.duration("limits.split_queries_by_interval", Duration.ofHours(1)),
        list(settings.text("limits.shard_aggregations", "approx_topk")).contains("approx_topk"),
        settings.flag("limits.volume_enabled", true),
        settings.number("limits.volume_max_series", 1000));
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
