package io.millrace.store.index;

import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.model.OffsetRange;
import io.millrace.schemas.model.TenantId;
import io.millrace.store.page.CorruptObjectException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an object says of itself in the key-value pairs of its footer: enough to build the catalog
/// anew from a bucket alone.
public record SelfDescription(
    TenantId tenant,
    List<SegmentId> segments,
    long rows,
    long streams,
    long rawBytes,
    long indexAt,
    long indexLength) {
  public SelfDescription {
    segments = List.copyOf(segments);
  }

  /// The key of the format version.
  public static final String FORMAT = "millrace.format";

  private static final String TENANT = "millrace.tenant";
  private static final String SEGMENTS = "millrace.segments";
  private static final String ROWS = "millrace.rows";
  private static final String STREAMS = "millrace.streams";
  private static final String RAW_BYTES = "millrace.raw.bytes";
  private static final String INDEX_AT = "millrace.index.offset";
  private static final String INDEX_LENGTH = "millrace.index.length";
  private static final Pattern SEGMENT =
      Pattern.compile("([^/,]+)/(\\d{1,9})/(\\d{1,18})/(\\d{1,18})/(\\d{1,9})");

  /// The pairs, in the order of the file.
  public SequencedMap<String, String> keyValues() {
    SequencedMap<String, String> pairs = new LinkedHashMap<>();
    pairs.put(FORMAT, Integer.toString(IndexDirectory.VERSION));
    pairs.put(TENANT, tenant.value());
    pairs.put(SEGMENTS, String.join(",", segments.stream().map(SelfDescription::text).toList()));
    pairs.put(ROWS, Long.toString(rows));
    pairs.put(STREAMS, Long.toString(streams));
    pairs.put(RAW_BYTES, Long.toString(rawBytes));
    pairs.put(INDEX_AT, Long.toString(indexAt));
    pairs.put(INDEX_LENGTH, Long.toString(indexLength));
    return pairs;
  }

  /// Reads what [#keyValues] wrote.
  public static SelfDescription read(Map<String, String> pairs) throws CorruptObjectException {
    List<SegmentId> segments = new ArrayList<>();
    try {
      for (String text : value(pairs, SEGMENTS).split(",", -1)) {
        segments.add(segment(text));
      }
      return new SelfDescription(
          new TenantId(value(pairs, TENANT)),
          segments,
          Long.parseLong(value(pairs, ROWS)),
          Long.parseLong(value(pairs, STREAMS)),
          Long.parseLong(value(pairs, RAW_BYTES)),
          Long.parseLong(value(pairs, INDEX_AT)),
          Long.parseLong(value(pairs, INDEX_LENGTH)));
    } catch (IllegalArgumentException e) {
      throw new CorruptObjectException("the footer's key-values are corrupt: " + e.getMessage(), e);
    }
  }

  private static String value(Map<String, String> pairs, String key) throws CorruptObjectException {
    String value = pairs.get(key);
    if (value == null) {
      throw new CorruptObjectException("the footer has no key-value " + key);
    }
    return value;
  }

  private static String text(SegmentId id) {
    return "%s/%d/%d/%d/%d"
        .formatted(
            id.topicId(), id.range().partition(), id.range().from(), id.range().to(), id.epoch());
  }

  private static SegmentId segment(String text) {
    Matcher parts = SEGMENT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("segment '%s'".formatted(text));
    }
    return new SegmentId(
        parts.group(1),
        new OffsetRange(
            Integer.parseInt(parts.group(2)),
            Long.parseLong(parts.group(3)),
            Long.parseLong(parts.group(4))),
        Integer.parseInt(parts.group(5)));
  }
}
