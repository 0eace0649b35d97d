/// A running process: its services in their order ([ServiceGroup]), the HTTP server they share, and
/// the endpoints of operation that every process has ([ServiceProcess]): `/ready`, `/services`,
/// `/metrics`, `/config`, `/log_level`, `/loki/api/v1/status/buildinfo`.
@NullMarked
package io.millrace.runtime.process;

import org.jspecify.annotations.NullMarked;
