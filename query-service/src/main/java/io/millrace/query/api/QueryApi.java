package io.millrace.query.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.millrace.logql.LogQl;
import io.millrace.logql.LogQlSyntaxException;
import io.millrace.query.QueryMetrics;
import io.millrace.query.exec.Admission;
import io.millrace.query.exec.ScanPool;
import io.millrace.query.json.AnswerWriter;
import io.millrace.query.plan.QueryContext;
import io.millrace.query.plan.QueryException;
import io.millrace.query.plan.QueryException.Reason;
import io.millrace.query.plan.QueryLimits;
import io.millrace.query.source.RowSources;
import io.millrace.runtime.auth.TenantResolver;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The endpoints of Loki's read API.
public final class QueryApi {
  private static final Logger LOG = LoggerFactory.getLogger(QueryApi.class);
  private static final String V1 = "/loki/api/v1/";
  private static final String OLD = "/api/prom/";

  /// What the endpoints work with.
  ///
  /// @param memoryBudget bytes that one query may hold
  public record Parts(
      RowSources sources,
      ScanPool pool,
      Admission admission,
      QueryLimits limits,
      TenantResolver tenants,
      boolean severalTenants,
      long memoryBudget,
      Clock clock,
      QueryMetrics metrics) {}

  /// An endpoint at work on one request.
  private interface Endpoint {
    void answer(Exchange exchange) throws IOException, InterruptedException;
  }

  private final Parts parts;
  private final Tenants tenants;

  public QueryApi(Parts parts) {
    this.parts = parts;
    this.tenants = new Tenants(parts.tenants(), parts.sources(), parts.severalTenants());
  }

  /// Adds the endpoints, each for GET and for POST with a form.
  public void addTo(RoutesConfig routes) {
    QueryEndpoints queries = new QueryEndpoints(parts.pool(), parts.admission());
    LabelEndpoints labels = new LabelEndpoints();
    IndexEndpoints index = new IndexEndpoints();
    add(routes, V1 + "query_range", "query_range", queries::range);
    add(routes, V1 + "query", "query", queries::instant);
    add(routes, OLD + "query", "query_range", queries::legacy);
    add(routes, V1 + "labels", "labels", labels::names);
    add(routes, V1 + "label", "labels", labels::names);
    add(routes, OLD + "label", "labels", labels::legacyNames);
    add(routes, V1 + "label/{name}/values", "label_values", labels::values);
    add(routes, OLD + "label/{name}/values", "label_values", labels::legacyValues);
    add(routes, V1 + "series", "series", labels::series);
    add(routes, OLD + "series", "series", labels::series);
    add(routes, V1 + "index/stats", "index_stats", index::stats);
    add(routes, V1 + "index/volume", "index_volume", index::volume);
    add(routes, V1 + "index/volume_range", "index_volume", index::volumeRange);
    both(routes, V1 + "format_query", QueryApi::format);
  }

  private void add(RoutesConfig routes, String path, String name, Endpoint endpoint) {
    both(routes, path, http -> answer(http, name, endpoint));
  }

  private static void both(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.post(path, handler);
  }

  private void answer(Context http, String name, Endpoint endpoint) {
    QueryContext context = new QueryContext(parts.limits().queryTimeout(), parts.memoryBudget());
    try {
      Params params = new Params(http, parts.clock());
      endpoint.answer(
          new Exchange(http, params, tenants.rows(http), parts.limits(), context, params.now()));
    } catch (Tenants.DeniedException e) {
      text(http, e.status(), e.getMessage() + "\n");
    } catch (QueryException e) {
      fail(http, name, e);
    } catch (IOException e) {
      fail(http, name, new QueryException(Reason.INTERNAL, "query failed: " + e.getMessage(), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(http, name, new QueryException(Reason.CANCELLED, "the query was interrupted", e));
    } finally {
      context.cancel();
      parts.metrics().read(context.stats());
      parts.metrics().request(name, context.elapsed());
    }
  }

  private void fail(Context http, String name, QueryException e) {
    parts.metrics().failure(name, e.reason());
    if (e.reason() == Reason.INTERNAL || e.reason() == Reason.UNAVAILABLE) {
      LOG.atWarn()
          .addKeyValue("endpoint", name)
          .addKeyValue("reason", e.reason())
          .setCause(e)
          .log("query failed");
    }
    if (!http.res().isCommitted()) {
      text(http, e.reason().status(), e.getMessage());
    }
  }

  private static void text(Context http, int status, String message) {
    http.status(status)
        .contentType("text/plain; charset=utf-8")
        .header("X-Content-Type-Options", "nosniff")
        .result(message.getBytes(UTF_8));
  }

  private static void format(Context http) throws IOException {
    String query = new Params(http, Clock.systemUTC()).text("query");
    String formatted;
    try {
      formatted = LogQl.format(query);
    } catch (LogQlSyntaxException e) {
      http.status(400).contentType("application/json; charset=utf-8");
      new AnswerWriter(http.outputStream())
          .pair("status", "invalid-query", "error", String.valueOf(e.getMessage()));
      return;
    }
    http.contentType("application/json; charset=utf-8");
    new AnswerWriter(http.outputStream()).pair("status", "success", "data", formatted);
  }
}
