/// What every Millrace process needs and no more: settings, the HTTP server with the endpoints of
/// operation, metrics, and the order in which services start and stop.
@NullMarked
package io.millrace.runtime;

import org.jspecify.annotations.NullMarked;
