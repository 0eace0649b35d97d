/// Filters: which lines and which labels a row needs to stay.
///
/// A [LineCondition] and a [LabelCondition] are what a query says, compiled and shared; a
/// [LineTest] and a row stage are what a worker runs.
@NullMarked
package io.millrace.query.filter;

import org.jspecify.annotations.NullMarked;
