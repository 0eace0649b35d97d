package io.millrace.ingester;

import io.millrace.schemas.chunks.ChunkPart;
import io.millrace.schemas.chunks.ChunkPart.Trailer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/// Stands in for a flusher: tells the catalog of every segment in `chunks`, and stores nothing.
final class Publisher {
  private final Broker broker;
  private final Set<Trailer> published = new HashSet<>();

  Publisher(Broker broker) {
    this.broker = broker;
  }

  /// Publishes what is there and is not published yet; answers how many segments that were.
  int run() throws InterruptedException, ExecutionException {
    int before = published.size();
    for (List<ChunkPart> parts : broker.chunks().values()) {
      for (ChunkPart part : parts) {
        if (part instanceof Trailer trailer && published.add(trailer)) {
          broker.publish(trailer.segment());
        }
      }
    }
    return published.size() - before;
  }
}
