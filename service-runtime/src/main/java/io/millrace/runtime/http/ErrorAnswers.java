package io.millrace.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is answered where no service has decided: plain text, as Loki does. A service that maps an
/// exception of its own wins, since the nearest class of an exception decides.
final class ErrorAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

  private ErrorAnswers() {}

  static void add(RoutesConfig routes) {
    routes.exception(Exception.class, ErrorAnswers::fault);
    routes.exception(
        HttpResponseException.class,
        (e, context) ->
            text(context, e.getStatus(), Objects.requireNonNullElse(e.getMessage(), "")));
    routes.exception(
        NotFoundResponse.class, (_, context) -> text(context, 404, "404 page not found"));
    routes.exception(
        MethodNotAllowedResponse.class, (_, context) -> context.status(405).result(new byte[0]));
  }

  private static void fault(Exception e, Context context) {
    LOG.atError()
        .addKeyValue("method", context.method())
        .addKeyValue("path", context.path())
        .setCause(e)
        .log("request failed");
    text(context, 500, Objects.requireNonNullElse(e.getMessage(), "internal error"));
  }

  private static void text(Context context, int status, String message) {
    context
        .status(status)
        .contentType("text/plain; charset=utf-8")
        .header("X-Content-Type-Options", "nosniff")
        .result((message + "\n").getBytes(UTF_8));
  }
}
