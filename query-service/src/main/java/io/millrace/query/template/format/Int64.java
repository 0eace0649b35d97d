package io.millrace.query.template.format;

/// Go's int64, which functions that want an int do not take. A plain `Long` is Go's int.
public record Int64(long value) {}
