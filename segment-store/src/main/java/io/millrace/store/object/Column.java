package io.millrace.store.object;

/// What of a slice can be fetched ahead.
public enum Column {
  TIMESTAMP,
  LINE,
  METADATA
}
