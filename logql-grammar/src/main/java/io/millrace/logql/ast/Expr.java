package io.millrace.logql.ast;

/// A LogQL expression. Either it yields log lines ([LogExpr]) or it yields samples ([MetricExpr]).
public sealed interface Expr permits LogExpr, MetricExpr {}
