/// Metric queries: samples over a grid of points in time.
///
/// ```
/// MetricExpr ─▶ MetricEvaluator ─┬─ RangeScan      rows ─▶ series, by partials that merge
///                                ├─ VectorFold     sum by (…), topk, sort
///                                ├─ VectorMatch    left op right
///                                └─ LabelRewrite   label_replace
/// ```
///
/// A whole series is computed at once, not one step after the other: a [Series] holds its points as
/// two arrays, and every operation works on points with equal step. Nothing depends on how the rows
/// were split into slices or in which order the slices were read.
@NullMarked
package io.millrace.query.metric;

import org.jspecify.annotations.NullMarked;
