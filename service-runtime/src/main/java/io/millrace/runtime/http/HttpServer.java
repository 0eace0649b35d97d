package io.millrace.runtime.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.runtime.SettingsException;
import java.util.function.Consumer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one HTTP server of a process. Handlers run on virtual threads and may block.
///
/// Request bodies read as a stream are the handler's to bound; bodies and forms that are read whole
/// are refused with 413 beyond 10 MiB. Answers are compressed for clients that ask for it.
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  private static final long WHOLE_BODY_LIMIT = 10L << 20;

  /// Queries travel in URLs.
  private static final int HEADER_LIMIT = 1 << 20;

  private static final long IDLE_TIMEOUT_MILLIS = 120_000;

  private final HttpConfig config;
  private final Javalin javalin;
  private volatile int port;

  public HttpServer(HttpConfig config, MeterRegistry registry, Consumer<RoutesConfig> routes) {
    this.config = config;
    this.javalin = Javalin.create(javalin -> configure(javalin, registry, routes));
  }

  private void configure(
      JavalinConfig javalin, MeterRegistry registry, Consumer<RoutesConfig> routes) {
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.startup.startupWatcherEnabled = false;
    javalin.concurrency.useVirtualThreads = true;
    javalin.http.prefer405over404 = true;
    javalin.http.maxRequestSize = WHOLE_BODY_LIMIT;
    javalin.jetty.host = config.host();
    javalin.jetty.port = config.port();
    javalin.jetty.modifyHttpConfiguration(HttpServer::configureConnections);
    javalin.jetty.modifyServletContextHandler(
        // A label value or rule namespace may hold an encoded slash.
        context -> context.getServletHandler().setDecodeAmbiguousURIs(true));
    javalin.jetty.modifyServer(this::letRequestsFinish);
    new RequestMetrics(registry).observe(javalin);
    ErrorAnswers.add(javalin.routes);
    routes.accept(javalin.routes);
  }

  private static void configureConnections(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_LIMIT);
    http.setIdleTimeout(IDLE_TIMEOUT_MILLIS);
    http.setUriCompliance(UriCompliance.UNSAFE);
  }

  private void letRequestsFinish(Server server) {
    server.insertHandler(new GracefulHandler());
    server.setStopTimeout(config.stopTimeout().toMillis());
    server.setStopAtShutdown(false);
  }

  /// Begins to answer.
  ///
  /// @throws SettingsException if the port is taken
  public void start() {
    try {
      javalin.start();
      port = javalin.port();
    } catch (JavalinBindException e) {
      throw new SettingsException(
          "http.port %d on %s is taken by another process".formatted(config.port(), config.host()),
          e);
    }
  }

  /// The port that was opened, also where any free one was asked for; 0 before the start.
  public int port() {
    return port;
  }

  /// Takes no more requests, waits for those under way up to the stop timeout, and stops. Requests
  /// that take longer are cut off.
  @Override
  public void close() {
    try {
      javalin.stop();
    } catch (JavalinException e) {
      LOG.atWarn().setCause(e).log("requests cut off at stop");
    }
  }
}
