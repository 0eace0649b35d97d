package io.millrace.query.exec;

import io.millrace.schemas.model.Label;
import java.util.List;

/// One line of a log answer.
///
/// @param timestamp nanoseconds since the epoch
/// @param line UTF-8
/// @param metadata structured metadata, ascending by name
/// @param parsed what parsers and formats set, the error labels included, ascending by name
public record LogEntry(long timestamp, byte[] line, List<Label> metadata, List<Label> parsed) {}
