package io.millrace.query.row;

import java.nio.charset.StandardCharsets;

/// What can go wrong with a row, by the names that `__error__` shows.
public enum RowError {
  JSON("JSONParserErr"),
  LOGFMT("LogfmtParserErr"),
  SAMPLE("SampleExtractionErr"),
  LABEL_FILTER("LabelFilterErr"),
  TEMPLATE("TemplateFormatErr");

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // never handed out of this package, never written
  private final byte[] utf8;

  RowError(String label) {
    this.label = label;
    this.utf8 = label.getBytes(StandardCharsets.UTF_8);
  }

  public String label() {
    return label;
  }

  byte[] utf8() {
    return utf8;
  }
}
