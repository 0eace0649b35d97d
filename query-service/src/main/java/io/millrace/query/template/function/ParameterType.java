package io.millrace.query.template.function;

/// The types of parameters.
public enum ParameterType {
  ANY("interface {}"),
  STRING("string"),
  INT("int"),
  FLOAT("float64"),
  TIME("time.Time");

  private final String text;

  ParameterType(String text) {
    this.text = text;
  }

  /// The type as Go calls it.
  public String text() {
    return text;
  }
}
