/// Pipelines: the stages of a log expression, compiled once and run over slices.
///
/// A [Pipeline] is immutable and shared; each worker has a [Runner] of its own. The runner looks
/// for the literals that the line filters require in the whole page first, and lets only the rows
/// that survive pass through the stages.
@NullMarked
package io.millrace.query.pipeline;

import org.jspecify.annotations.NullMarked;
