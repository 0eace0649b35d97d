package io.millrace.runtime;

import io.javalin.config.RoutesConfig;
import java.util.Optional;

/// One role of Millrace inside a process. The process builds its services, lets each add its routes
/// to the one HTTP server, starts them in order and closes them in reverse order.
public interface Service extends AutoCloseable {
  /// The name as `--target` spells it, such as `push-gateway`.
  String name();

  /// Adds this service's HTTP endpoints. Called once, before [#start()].
  void routes(RoutesConfig routes);

  /// Begins work; returns when the service runs, though it may not be ready yet.
  void start() throws Exception;

  /// Why the service cannot serve at this moment, or nothing where it can.
  Optional<String> notReadyBecause();

  /// Stops taking work, finishes or hands over what is under way, frees everything. Bounded: a few
  /// seconds.
  @Override
  void close();
}
