package io.millrace.query.plan;

/// Which end of a time range comes first in a log answer.
public enum Direction {
  FORWARD,
  BACKWARD
}
