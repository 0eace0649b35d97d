package io.millrace.query.pipeline;

/// How much of a row's structured metadata a pipeline looks at.
enum MetadataUse {
  NONE,
  /// Only the names in [CompiledStages#wanted()].
  WANTED,
  ALL
}
