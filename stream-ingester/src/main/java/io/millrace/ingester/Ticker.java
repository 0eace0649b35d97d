package io.millrace.ingester;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.jspecify.annotations.Nullable;

/// The clock of one task. Every tick makes Kafka Streams commit a transaction, so an idle partition
/// has none: fast while something goes on, slow while a segment waits for its age, off where there
/// is nothing to wait for. One thread.
final class Ticker {
  private static final Duration FAST = Duration.ofMillis(100);
  private static final Duration SLOW = Duration.ofSeconds(1);
  private static final long QUIET_MILLIS = 5_000;

  private final ProcessingContext context;
  private final Runnable action;
  private @Nullable Cancellable scheduled;
  private @Nullable Duration interval;

  Ticker(ProcessingContext context, Runnable action) {
    this.context = context;
    this.action = action;
  }

  void fast() {
    schedule(FAST);
  }

  /// Called after a tick: `hasRecords` in the open segment, nothing to be published, and how long
  /// no record came.
  void adjust(boolean hasRecords, boolean allPublished, long quietMillis) {
    if (allPublished && !hasRecords) {
      stop();
    } else if (allPublished && quietMillis > QUIET_MILLIS) {
      schedule(SLOW);
    } else {
      schedule(FAST);
    }
  }

  void stop() {
    if (scheduled != null) {
      scheduled.cancel();
    }
    scheduled = null;
    interval = null;
  }

  private void schedule(Duration wanted) {
    if (!wanted.equals(interval)) {
      stop();
      interval = wanted;
      scheduled = context.schedule(wanted, PunctuationType.WALL_CLOCK_TIME, _ -> action.run());
    }
  }
}
