/// Rows in memory, columns side by side: the one shape in which log lines reach the query engine,
/// whether they come from an object of the bucket or from an ingester's memory.
@NullMarked
package io.millrace.store.rows;

import org.jspecify.annotations.NullMarked;
