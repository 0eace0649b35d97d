package io.millrace.ingester.flush;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.millrace.ingester.flush.FlushCoordinator.Pending;
import java.time.Duration;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/flush`: cut what is open. Answers 204 when the owners were asked; with `wait=true` when all of
/// it is published, or 504 after `timeout` (milliseconds, 60,000 where it is not given).
///
/// With `local=true` only this process is meant, and `targets` holds `partition:offset` pairs,
/// comma between them: so one ingester asks another.
public final class FlushRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(FlushRoutes.class);
  private static final String TIMEOUT_MILLIS = "60000";

  private final FlushCoordinator coordinator;
  private final FlushBoard board;

  public FlushRoutes(FlushCoordinator coordinator, FlushBoard board) {
    this.coordinator = coordinator;
    this.board = board;
  }

  public void add(RoutesConfig routes) {
    routes.get("/flush", this::flush);
    routes.post("/flush", this::flush);
  }

  private void flush(Context context) throws InterruptedException {
    context.status(HttpStatus.NO_CONTENT);
    try {
      if (isSet(context, "local")) {
        ask(context.queryParam("targets"));
      } else if (isSet(context, "wait")) {
        String timeout = context.queryParam("timeout");
        await(context, Long.parseLong(timeout == null ? TIMEOUT_MILLIS : timeout));
      } else {
        coordinator.flush();
      }
    } catch (NumberFormatException e) {
      context
          .status(HttpStatus.BAD_REQUEST)
          .result("targets are partition:offset pairs, timeout is milliseconds: " + e.getMessage());
    } catch (KafkaException e) {
      LOG.atWarn().setCause(e).log("flush failed");
      context.status(HttpStatus.SERVICE_UNAVAILABLE).result("flush failed: " + e.getMessage());
    }
  }

  private void await(Context context, long timeoutMillis) throws InterruptedException {
    Pending pending = coordinator.flushAndWait(Duration.ofMillis(timeoutMillis));
    if (!pending.partitions().isEmpty()) {
      context
          .status(HttpStatus.GATEWAY_TIMEOUT)
          .result(
              "not published within %d ms, watermark/target by partition: %s"
                  .formatted(timeoutMillis, new TreeMap<>(pending.partitions())));
    }
  }

  private void ask(@Nullable String targets) {
    if (targets == null || targets.isEmpty()) {
      return;
    }
    for (String target : targets.split(",", -1)) {
      int colon = target.indexOf(':');
      if (colon < 0) {
        throw new NumberFormatException("found '" + target + "'");
      }
      board.ask(
          Integer.parseInt(target.substring(0, colon)),
          Long.parseLong(target.substring(colon + 1)));
    }
  }

  private static boolean isSet(Context context, String name) {
    return "true".equals(context.queryParam(name));
  }
}
