/// LogQL as text: [LogQl] turns a query into a tree of [io.millrace.logql.ast] and back.
///
/// ```
/// text ─▶ tokens ─▶ parse tree ─▶ Expr ─▶ checked Expr
///            │          │                    │
///            └──────────┴── syntax errors    └── validation errors
/// ```
///
/// Every fault of a query is a [LogQlSyntaxException] whose message is worded as Grafana Loki words
/// it, because clients show it to people and tests compare it.
@NullMarked
package io.millrace.logql;

import org.jspecify.annotations.NullMarked;
