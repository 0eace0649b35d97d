/// The push gateway: HTTP in, records out. Stateless but for caches; nothing that was acknowledged
/// is only here.
///
/// [GatewayService] wires it: `push` (HTTP and the way of a push) uses `decode` (bytes to tables),
/// `validate` (what is accepted, with `level` for the level of lines), `limits` (what a tenant and
/// the process may use) and `produce` (tables to acknowledged records).
@NullMarked
package io.millrace.gateway;

import org.jspecify.annotations.NullMarked;
