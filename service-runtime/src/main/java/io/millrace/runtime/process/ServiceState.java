package io.millrace.runtime.process;

/// Where a service stands. [#text()] spells it as Loki's `/services` and `/ready` do.
public enum ServiceState {
  NEW("New"),
  STARTING("Starting"),
  RUNNING("Running"),
  STOPPING("Stopping"),
  TERMINATED("Terminated"),
  FAILED("Failed");

  private final String text;

  ServiceState(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
