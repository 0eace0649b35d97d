/// The HTTP server of a process: Javalin on virtual threads, with Loki's manners where no service
/// says otherwise: an unknown route is `404 page not found`, a wrong method is an empty 405, a
/// fault is plain text.
///
/// Every request is timed into `loki_request_duration_seconds`, the histogram that Loki's own
/// dashboards read ([RequestMetrics]).
@NullMarked
package io.millrace.runtime.http;

import org.jspecify.annotations.NullMarked;
