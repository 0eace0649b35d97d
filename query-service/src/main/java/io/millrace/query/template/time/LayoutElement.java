package io.millrace.query.template.time;

/// A piece of a layout: an element of the reference time, or text that stands for itself.
///
/// @param digits for fractions: how many
/// @param text as it stands in the layout
record LayoutElement(Kind kind, int digits, String text) {
  enum Kind {
    LITERAL,
    LONG_MONTH,
    MONTH,
    NUM_MONTH,
    ZERO_MONTH,
    LONG_WEEKDAY,
    WEEKDAY,
    DAY,
    UNDER_DAY,
    ZERO_DAY,
    UNDER_YEAR_DAY,
    ZERO_YEAR_DAY,
    HOUR,
    HOUR_12,
    ZERO_HOUR_12,
    MINUTE,
    ZERO_MINUTE,
    SECOND,
    ZERO_SECOND,
    LONG_YEAR,
    YEAR,
    UPPER_PM,
    LOWER_PM,
    ZONE_NAME,
    /// `Z0700`, `Z07:00`, `Z07`, with or without seconds: UTC is `Z`.
    ISO_ZONE,
    /// `-0700`, `-07:00`, `-07`, with or without seconds.
    NUM_ZONE,
    /// `.000`: that many digits.
    FRACTION,
    /// `.999`: up to that many, without trailing zeros.
    SHORT_FRACTION
  }
}
