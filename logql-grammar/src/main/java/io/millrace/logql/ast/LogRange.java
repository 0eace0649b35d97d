package io.millrace.logql.ast;

import java.time.Duration;
import java.util.Optional;

/// `{app="api"} | json | unwrap took [5m] offset 1h`: the lines (or the values unwrapped from them)
/// of a window that ends `offset` before the time of evaluation.
///
/// The range is not negative; the offset may be, and is zero when none was written.
public record LogRange(LogExpr query, Optional<Unwrap> unwrap, Duration range, Duration offset) {}
