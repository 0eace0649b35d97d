package io.millrace.query.row;

/// Where a label of a row comes from. The order is the order in which answers list them.
public enum Category {
  STREAM,
  METADATA,
  PARSED
}
