package io.millrace.store.object;

import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names of objects in the store.
///
/// ```
/// logs/tenant=TENANT/TOPIC_ID-PARTITION/FROM-EPOCH.parquet     one segment
/// logs/tenant=TENANT/merged/HASH.parquet                       many, by compaction
/// ```
///
/// `FROM` has 20 digits, so that a listing is in the order of offsets. A character of the tenant
/// that is none of `[A-Za-z0-9._-]` is `=` and its code in two hex digits. `HASH` is SHA-256 of the
/// merged objects' names.
public final class ObjectNames {
  /// All objects have names that begin so.
  public static final String PREFIX = "logs/";

  private static final Pattern SEGMENT =
      Pattern.compile(
          "logs/tenant=([A-Za-z0-9._=-]+)/([A-Za-z0-9_-]+)-(\\d{1,9})/(\\d{20})-(\\d{1,9})\\.parquet");

  private ObjectNames() {}

  /// What the name of a segment's object says.
  public record Parts(String topicId, int partition, long from, int epoch, TenantId tenant) {}

  /// The name of the tenant's object of a segment: the same however often it is built anew.
  public static String of(SegmentId segment, TenantId tenant) {
    return "%s%s-%d/%020d-%d.parquet"
        .formatted(
            prefix(tenant),
            segment.topicId(),
            segment.range().partition(),
            segment.range().from(),
            segment.epoch());
  }

  /// The name of the object that stands for `sources` (names of objects) together.
  public static String merged(TenantId tenant, List<String> sources) {
    byte[] names = String.join("\n", sources).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(names);
      return prefix(tenant) + "merged/" + HexFormat.of().formatHex(hash) + ".parquet";
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /// What all names of the tenant's objects begin with.
  public static String prefix(TenantId tenant) {
    return PREFIX + "tenant=" + escape(tenant.value()) + "/";
  }

  /// The parts of a name that [#of] gave, empty for any other name.
  public static Optional<Parts> parse(String name) {
    Matcher parts = SEGMENT.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Parts(
              parts.group(2),
              Integer.parseInt(parts.group(3)),
              Long.parseLong(parts.group(4)),
              Integer.parseInt(parts.group(5)),
              new TenantId(unescape(parts.group(1)))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String escape(String tenant) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < tenant.length(); i++) {
      char c = tenant.charAt(i);
      if ("!*'()".indexOf(c) >= 0) {
        out.append("=%02x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String unescape(String escaped) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c == '=') {
        out.append(
            (char) HexFormat.fromHexDigits(escaped, i + 1, Math.min(escaped.length(), i + 3)));
        i += 2;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
