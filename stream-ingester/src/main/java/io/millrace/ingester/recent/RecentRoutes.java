package io.millrace.ingester.recent;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.millrace.schemas.recent.RecentFrame;
import io.millrace.schemas.recent.RecentRequest;
import io.millrace.schemas.recent.RecentWire;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP face of [RecentReader] and [Owners].
public final class RecentRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(RecentRoutes.class);
  private static final int MAX_REQUEST_BYTES = 4 << 20;
  private static final int BUFFER_BYTES = 64 << 10;

  private final RecentReader reader;
  private final Owners owners;

  // Requests are CPU work on virtual threads: more of them at once than cores only costs memory.
  private final Semaphore turns = new Semaphore(2 * Runtime.getRuntime().availableProcessors());

  public RecentRoutes(RecentReader reader, Owners owners) {
    this.reader = reader;
    this.owners = owners;
  }

  public void add(RoutesConfig routes) {
    routes.post("/internal/recent", this::recent);
    routes.get("/internal/recent/owners", this::owners);
  }

  private void owners(Context context) {
    String pairs =
        owners.byPartition().entrySet().stream()
            .map(owner -> "\"%d\":\"%s\"".formatted(owner.getKey(), owner.getValue()))
            .collect(Collectors.joining(","));
    context.contentType("application/json").result("{" + pairs + "}");
  }

  private void recent(Context context) throws IOException, InterruptedException {
    RecentRequest request;
    try (InputStream body = context.bodyInputStream()) {
      byte[] bytes = body.readNBytes(MAX_REQUEST_BYTES + 1);
      if (bytes.length > MAX_REQUEST_BYTES) {
        throw new IOException("recent request has at most %d bytes".formatted(MAX_REQUEST_BYTES));
      }
      request = RecentWire.decodeRequest(bytes);
    } catch (IOException e) {
      context.status(HttpStatus.BAD_REQUEST).result(String.valueOf(e.getMessage()));
      return;
    }
    context.contentType(RecentWire.CONTENT_TYPE);
    turns.acquire();
    try (OutputStream out = new BufferedOutputStream(context.outputStream(), BUFFER_BYTES)) {
      answer(request, out);
    } finally {
      turns.release();
    }
  }

  private void answer(RecentRequest request, OutputStream out) throws IOException {
    try {
      reader.answer(request, frame -> RecentWire.write(frame, out));
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("request", request).setCause(e).log("recent read failed");
      RecentWire.write(new RecentFrame.Failed(String.valueOf(e.getMessage())), out);
    }
  }
}
