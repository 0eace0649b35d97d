package io.millrace.runtime.process;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ServiceUnavailableResponse;
import io.millrace.runtime.Service;
import io.millrace.runtime.Settings;
import io.millrace.runtime.SettingsException;
import io.millrace.runtime.http.HttpConfig;
import io.millrace.runtime.http.HttpServer;
import io.millrace.runtime.metrics.Metrics;
import java.util.List;

/// Services behind one HTTP server. The server answers before the services run, so that `/ready`
/// can say what is missing; every other endpoint answers 503 until all of them run.
///
/// [#start()] and [#close()] are for one thread at a time; a close during the start makes the start
/// end early.
public final class ServiceProcess implements AutoCloseable {
  private final ServiceGroup services;
  private final HttpServer http;

  /// @param settings everything that was given; all of it must have been read when this is called,
  ///   since the settings of the HTTP server are the last to be
  /// @throws SettingsException if a setting is misspelt
  public ServiceProcess(
      Settings settings, List<? extends Service> services, Metrics metrics, LogLevel logLevel) {
    this.services = new ServiceGroup(services);
    var config = HttpConfig.from(settings);
    settings.failOnUnread();
    var operation = new OperationRoutes(this.services, metrics.registry(), settings, logLevel);
    this.http = new HttpServer(config, metrics.registry(), routes -> addRoutes(routes, operation));
  }

  private void addRoutes(RoutesConfig routes, OperationRoutes operation) {
    routes.before(context -> refuseUnlessRunning(context.path()));
    routes.wsBeforeUpgrade(context -> refuseUnlessRunning(context.path()));
    operation.add(routes);
    services.routes(routes);
  }

  private void refuseUnlessRunning(String path) {
    if (!services.running() && !OperationRoutes.isOperation(path)) {
      throw new ServiceUnavailableResponse(String.join("; ", services.notReadyBecause()));
    }
  }

  /// Starts the HTTP server, then each service.
  ///
  /// @throws SettingsException if the port is taken
  /// @throws Exception what a service threw; everything is closed then
  public void start() throws Exception {
    try {
      http.start();
      services.start();
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /// The port of the HTTP server.
  public int port() {
    return http.port();
  }

  /// Why the process is not ready; empty where it is.
  public List<String> notReadyBecause() {
    return services.notReadyBecause();
  }

  /// Lets requests finish, then closes the services in reverse order.
  @Override
  public void close() {
    services.announceStop();
    http.close();
    services.close();
  }
}
