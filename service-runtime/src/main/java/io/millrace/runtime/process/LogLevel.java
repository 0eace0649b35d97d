package io.millrace.runtime.process;

/// The level of the root logger, whatever logs behind slf4j.
public interface LogLevel {
  /// In lower case, such as `info`.
  String current();

  /// Sets the level; false where there is none of that name.
  boolean set(String level);
}
