/// What the gateway counts.
@NullMarked
package io.millrace.gateway.metrics;

import org.jspecify.annotations.NullMarked;
