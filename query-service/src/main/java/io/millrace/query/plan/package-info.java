/// What a query is, before it runs: its text turned into a plan ([QueryPlan]), the points in time
/// it answers for ([TimeGrid]), the limits it must respect ([QueryLimits]), and what accompanies it
/// while it runs: deadline, cancellation, memory budget and counters ([QueryContext]).
///
/// Nothing here reads rows.
@NullMarked
package io.millrace.query.plan;

import org.jspecify.annotations.NullMarked;
