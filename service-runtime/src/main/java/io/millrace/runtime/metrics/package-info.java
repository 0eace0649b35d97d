/// The registry of metrics of a process, with what the JVM and the system say about it.
@NullMarked
package io.millrace.runtime.metrics;

import org.jspecify.annotations.NullMarked;
