package io.millrace.gateway.validate;

import java.util.Locale;

/// Why lines are not accepted. The label in metrics is the name in lower case.
public enum DiscardReason {
  MISSING_LABELS,
  INVALID_LABELS,
  MAX_LABEL_NAMES_PER_SERIES,
  LABEL_NAME_TOO_LONG,
  LABEL_VALUE_TOO_LONG,
  DUPLICATE_LABEL_NAMES,
  MISSING_ENFORCED_LABELS,
  LINE_TOO_LONG,
  GREATER_THAN_MAX_SAMPLE_AGE,
  TOO_FAR_IN_FUTURE,
  TOO_FAR_BEHIND,
  DISALLOWED_STRUCTURED_METADATA,
  STRUCTURED_METADATA_TOO_LARGE,
  STRUCTURED_METADATA_TOO_MANY,
  RATE_LIMITED,
  PER_STREAM_RATE_LIMIT,
  STREAM_LIMIT,
  BLOCKED_INGESTION,
  REQUEST_BODY_TOO_LARGE;

  private final String label = name().toLowerCase(Locale.ROOT);

  public String label() {
    return label;
  }

  /// The HTTP status where this is what a push is answered with.
  int status() {
    return switch (this) {
      case RATE_LIMITED, PER_STREAM_RATE_LIMIT, STREAM_LIMIT -> 429;
      case REQUEST_BODY_TOO_LARGE -> 413;
      case MISSING_LABELS,
          INVALID_LABELS,
          MAX_LABEL_NAMES_PER_SERIES,
          LABEL_NAME_TOO_LONG,
          LABEL_VALUE_TOO_LONG,
          DUPLICATE_LABEL_NAMES,
          MISSING_ENFORCED_LABELS,
          LINE_TOO_LONG,
          GREATER_THAN_MAX_SAMPLE_AGE,
          TOO_FAR_IN_FUTURE,
          TOO_FAR_BEHIND,
          DISALLOWED_STRUCTURED_METADATA,
          STRUCTURED_METADATA_TOO_LARGE,
          STRUCTURED_METADATA_TOO_MANY,
          BLOCKED_INGESTION ->
          400;
    };
  }
}
