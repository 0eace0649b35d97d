/// The syntax tree of LogQL: what was written, never how it runs.
///
/// An [Expr] is a [LogExpr] (a selector and its [Stage]s) or a [MetricExpr]. Everything is a record
/// of immutable parts, so trees can be compared, cached and shared between threads. Consumers walk
/// them with a pattern `switch` without `default`: a new kind of node breaks the build where it
/// matters.
///
/// ```
/// Expr ─┬─ LogExpr     matchers: Matcher*, stages: Stage*
///       └─ MetricExpr ─┬─ RangeAggregation   function, parameter?, LogRange, Grouping?
///                      ├─ VectorAggregation  function, parameter?, MetricExpr, Grouping?
///                      ├─ BinaryOperation    operator, MetricExpr, MetricExpr, Modifier
///                      ├─ LabelReplace       MetricExpr and four strings
///                      ├─ VectorLiteral      vector(1)
///                      └─ Literal            1
/// LogRange ─ LogExpr, Unwrap?, range, offset
/// Stage ─── LineFilter | parsers | Filter(LabelFilter) | formats | Drop | Keep | Decolorize
/// ```
///
/// Parentheses, the order of a range and its pipeline (`{…}[5m] |= "x"`), the spelling of numbers
/// and durations and the case of keywords leave no trace. Durations are exact to the nanosecond.
@NullMarked
package io.millrace.logql.ast;

import org.jspecify.annotations.NullMarked;
