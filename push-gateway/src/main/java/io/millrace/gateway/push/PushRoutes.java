package io.millrace.gateway.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.millrace.gateway.limits.Tenants;
import io.millrace.gateway.metrics.GatewayMetrics;
import io.millrace.gateway.push.PushBody.Dialect;
import io.millrace.gateway.push.PushResult.Accepted;
import io.millrace.gateway.push.PushResult.Refused;
import io.millrace.gateway.push.PushResult.Throttled;
import io.millrace.gateway.push.PushResult.Unavailable;
import io.millrace.runtime.auth.Access;
import io.millrace.runtime.auth.Right;
import io.millrace.runtime.auth.TenantResolver;
import io.millrace.schemas.model.TenantId;
import java.io.IOException;

/// The endpoints for pushing.
public final class PushRoutes {
  private final TenantResolver resolver;
  private final Tenants tenants;
  private final PushPipeline pipeline;
  private final GatewayMetrics metrics;

  public PushRoutes(
      TenantResolver resolver, Tenants tenants, PushPipeline pipeline, GatewayMetrics metrics) {
    this.resolver = resolver;
    this.tenants = tenants;
    this.pipeline = pipeline;
    this.metrics = metrics;
  }

  public void add(RoutesConfig routes) {
    routes.post("/loki/api/v1/push", context -> handle(context, Dialect.CURRENT));
    routes.post("/api/prom/push", context -> handle(context, Dialect.LEGACY));
  }

  private void handle(Context context, Dialect dialect) throws InterruptedException, IOException {
    int status = answer(context, push(context, dialect));
    metrics.pushed(status);
  }

  private PushResult push(Context context, Dialect dialect)
      throws InterruptedException, IOException {
    return switch (resolver.resolve(Right.WRITE, context::header)) {
      case Access.Denied(int status, String message) -> new Refused(status, message);
      case Access.Granted(String tenant) -> push(context, dialect, tenant);
    };
  }

  private PushResult push(Context context, Dialect dialect, String tenant)
      throws InterruptedException, IOException {
    TenantId id;
    try {
      id = tenantId(tenant);
    } catch (IllegalArgumentException e) {
      return new Refused(400, String.valueOf(e.getMessage()));
    }
    return pipeline.push(
        tenants.get(id),
        new PushBody(
            context.bodyInputStream(),
            context.req().getContentLengthLong(),
            context.contentType(),
            context.header("Content-Encoding"),
            dialect));
  }

  /// The one tenant that a header names. What follows a colon is metadata of the tenant, which we
  /// have no use for.
  private static TenantId tenantId(String header) {
    if (header.indexOf('|') >= 0) {
      throw new IllegalArgumentException("multiple org IDs present");
    }
    int colon = header.indexOf(':');
    return new TenantId(colon < 0 ? header : header.substring(0, colon));
  }

  /// Writes the answer and returns its status.
  private static int answer(Context context, PushResult result) {
    return switch (result) {
      case Accepted() -> {
        context.status(204);
        yield 204;
      }
      case Refused(int status, String message) -> text(context, status, message);
      case Throttled(String message, long seconds) -> {
        context.header("Retry-After", Long.toString(seconds));
        yield text(context, 429, message);
      }
      case Unavailable(String message, long seconds) -> {
        context.header("Retry-After", Long.toString(seconds));
        yield text(context, 503, message);
      }
    };
  }

  private static int text(Context context, int status, String message) {
    context
        .status(status)
        .contentType("text/plain; charset=utf-8")
        .header("X-Content-Type-Options", "nosniff")
        .result((message + "\n").getBytes(UTF_8));
    return status;
  }
}
