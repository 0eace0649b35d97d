package io.millrace.query.plan;

import io.millrace.logql.ast.MetricExpr;

/// A metric query: the value of `expr` at each point of `grid`.
///
/// @param instant whether it has but one point and its answer is a vector or a number
/// @param approxTopk whether `approx_topk` may be used
public record MetricPlan(MetricExpr expr, TimeGrid grid, boolean instant, boolean approxTopk) {}
