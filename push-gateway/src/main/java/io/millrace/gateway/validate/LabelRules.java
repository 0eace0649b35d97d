package io.millrace.gateway.validate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.gateway.decode.DecodedPush.LabelSyntax;
import io.millrace.gateway.decode.JsonLabels;
import io.millrace.gateway.level.LevelDetector;
import io.millrace.gateway.limits.Tenant;
import io.millrace.gateway.limits.TenantLimits;
import io.millrace.gateway.limits.TenantLimits.Discovery;
import io.millrace.gateway.limits.TenantLimits.LabelLimits;
import io.millrace.schemas.logs.LabelMapCodec;
import io.millrace.schemas.model.Label;
import io.millrace.schemas.model.LabelParser;
import io.millrace.schemas.model.LabelSyntaxException;
import io.millrace.schemas.model.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads and judges label sets.
final class LabelRules {
  private static final String SERVICE_NAME = "service_name";
  private static final String UNKNOWN_SERVICE = "unknown_service";

  private LabelRules() {}

  /// The stream that these bytes name for the tenant.
  ///
  /// @throws LabelSyntaxException if they cannot be read at all
  static StreamState judge(Tenant tenant, LabelSyntax syntax, byte[] data, int offset, int length)
      throws LabelSyntaxException {
    List<Label> pairs = new ArrayList<>(read(syntax, data, offset, length));
    pairs.removeIf(pair -> pair.value().isEmpty());
    pairs.sort(Comparator.comparing(Label::name));
    TenantLimits limits = tenant.limits();
    int given = pairs.size();
    discoverService(limits.discovery(), pairs);
    String text = Labels.print(pairs);
    Rejection rejection = check(limits.labels(), tenant, pairs, given, text);
    if (rejection != null) {
      return StreamState.rejected(tenant, text, rejection);
    }
    if (!tenant.tryAddStream()) {
      return StreamState.rejected(
          tenant,
          text,
          new Rejection(
              DiscardReason.STREAM_LIMIT,
              "maximum active stream limit exceeded when trying to create stream %s, reduce the number of active streams (reduce labels or reduce label values), or contact your Loki administrator to see if the limit can be increased, user: '%s'"
                  .formatted(text, tenant.id())));
    }
    return StreamState.accepted(
        tenant,
        text,
        LabelMapCodec.encode(pairs),
        Labels.of(pairs).hash(),
        LevelDetector.fromPairs(limits.discovery().levelFields(), pairs));
  }

  private static List<Label> read(LabelSyntax syntax, byte[] data, int offset, int length)
      throws LabelSyntaxException {
    return switch (syntax) {
      case TEXT -> LabelParser.parse(new String(data, offset, length, UTF_8));
      case JSON -> {
        List<Label> pairs = JsonLabels.read(data, offset, length);
        yield pairs.stream().allMatch(pair -> isName(pair.name()))
            ? pairs
            : LabelParser.parse(Labels.print(pairs));
      }
    };
  }

  private static void discoverService(Discovery discovery, List<Label> pairs) {
    if (discovery.serviceNameLabels().isEmpty()
        || pairs.stream().anyMatch(pair -> isInternal(pair.name()))) {
      return;
    }
    String service = UNKNOWN_SERVICE;
    for (String candidate : discovery.serviceNameLabels()) {
      String value = value(pairs, candidate);
      if (value != null) {
        service = value;
        break;
      }
    }
    pairs.add(new Label(SERVICE_NAME, service));
    pairs.sort(Comparator.comparing(Label::name));
  }

  /// Whether a stream with this label needs no service name: it has one, or is one of Loki's own.
  private static boolean isInternal(String name) {
    return name.equals(SERVICE_NAME)
        || name.equals("__aggregated_metric__")
        || name.equals("__pattern__");
  }

  private static @Nullable Rejection check(
      LabelLimits limits, Tenant tenant, List<Label> pairs, int given, String text) {
    if (pairs.isEmpty()) {
      return new Rejection(
          DiscardReason.MISSING_LABELS, "error at least one label pair is required per stream");
    }
    if (given > limits.maxNames()) {
      return new Rejection(
          DiscardReason.MAX_LABEL_NAMES_PER_SERIES,
          "entry for stream '%s' has %d label names; limit %d"
              .formatted(text, given, limits.maxNames()));
    }
    String last = "";
    for (Label pair : pairs) {
      if (pair.name().length() > limits.maxNameLength()) {
        return new Rejection(
            DiscardReason.LABEL_NAME_TOO_LONG,
            "stream '%s' has label name too long: '%s'".formatted(text, pair.name()));
      }
      if (pair.value().getBytes(UTF_8).length > limits.maxValueLength()) {
        return new Rejection(
            DiscardReason.LABEL_VALUE_TOO_LONG,
            "stream '%s' has label value too long: '%s'".formatted(text, pair.value()));
      }
      if (pair.name().equals(last)) {
        return new Rejection(
            DiscardReason.DUPLICATE_LABEL_NAMES,
            "stream '%s' has duplicate label name: '%s'".formatted(text, pair.name()));
      }
      last = pair.name();
    }
    List<String> missing =
        limits.enforced().stream().filter(name -> value(pairs, name) == null).toList();
    if (!missing.isEmpty()) {
      return new Rejection(
          DiscardReason.MISSING_ENFORCED_LABELS,
          "missing required labels '%s' for user '%s' for stream '%s' (policy: '')"
              .formatted(String.join(",", missing), tenant.id(), text));
    }
    return null;
  }

  private static @Nullable String value(List<Label> pairs, String name) {
    for (Label pair : pairs) {
      if (pair.name().equals(name)) {
        return pair.value();
      }
    }
    return null;
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
