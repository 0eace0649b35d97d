package io.millrace.query.stored;

import io.millrace.query.plan.QueryContext;
import io.millrace.query.source.StreamSummary;
import io.millrace.schemas.recent.RecentFrame;
import io.millrace.schemas.recent.RecentFrame.Covered;
import io.millrace.schemas.recent.RecentFrame.Failed;
import io.millrace.schemas.recent.RecentFrame.Missing;
import io.millrace.schemas.recent.RecentFrame.Rows;
import io.millrace.schemas.recent.RecentFrame.StreamRows;
import io.millrace.schemas.recent.RecentFrame.Streams;
import io.millrace.schemas.recent.RecentRequest;
import io.millrace.store.rows.Slice;
import io.millrace.store.rows.SliceCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What an ingester says of one partition.
record RecentAnswer(
    int partition, Outcome outcome, List<Slice> slices, List<StreamSummary> streams) {
  RecentAnswer {
    slices = List.copyOf(slices);
    streams = List.copyOf(streams);
  }

  /// Whether the answer counts, and what to do where it does not.
  sealed interface Outcome {
    /// Everything from the asked offset on is there.
    record Covered() implements Outcome {}

    /// Ask again, perhaps somebody else.
    record Later(String reason) implements Outcome {}

    /// Ask for what a newer catalog has not got.
    record Stale(String reason) implements Outcome {}
  }

  /// Puts the frames of one ingester's answer together. What comes before a partition's last frame
  /// belongs to that partition. Used by one thread.
  static final class Reader {
    private final RecentRequest request;
    private final QueryContext context;
    private final Map<Integer, RecentAnswer> answers = new TreeMap<>();
    private List<Slice> slices = new ArrayList<>();
    private List<StreamSummary> streams = new ArrayList<>();

    Reader(RecentRequest request, QueryContext context) {
      this.request = request;
      this.context = context;
    }

    void accept(RecentFrame frame) throws IOException {
      context.check();
      switch (frame) {
        case Rows(byte[] payload) -> addRows(payload);
        case Streams(List<StreamRows> rows) -> rows.forEach(this::addStream);
        case Covered covered -> end(covered.range().partition(), covered(covered));
        case Missing missing -> end(missing.partition(), missing(missing));
        case Failed(String message) -> throw new IOException(message);
      }
    }

    private void addRows(byte[] payload) throws IOException {
      Slice slice = SliceCodec.decode(payload, 0, payload.length);
      context.reserve(slice.rawBytes() + (long) Long.BYTES * slice.rows());
      context.stats().recent().fetchedBytes.add(payload.length);
      if (slice.rows() > 0) {
        slices.add(slice);
      }
    }

    private void addStream(StreamRows rows) {
      streams.add(
          new StreamSummary(
              rows.labels(),
              rows.rows(),
              rows.rawBytes(),
              rows.minTimestamp(),
              rows.maxTimestamp()));
    }

    private void end(int partition, Outcome outcome) {
      boolean counts = outcome instanceof Outcome.Covered;
      answers.put(
          partition,
          new RecentAnswer(
              partition, outcome, counts ? slices : List.of(), counts ? streams : List.of()));
      slices = new ArrayList<>();
      streams = new ArrayList<>();
    }

    private Outcome covered(Covered covered) {
      Long asked = request.fromOffsets().get(covered.range().partition());
      if (asked == null || asked != covered.range().from()) {
        return new Outcome.Stale("asked for rows from offset %s, got %s".formatted(asked, covered));
      }
      return new Outcome.Covered();
    }

    private static Outcome missing(Missing missing) {
      String reason = "%s from offset %d".formatted(missing.reason(), missing.fromOffset());
      return switch (missing.reason()) {
        case NOT_OWNED, STARTING, BEHIND -> new Outcome.Later(reason);
        case PUBLISHED, NO_BOUNDARY -> new Outcome.Stale(reason);
      };
    }

    /// One answer for each partition that was asked for; those that the ingester has not spoken of
    /// are to be asked again because of `otherwise`.
    List<RecentAnswer> answers(String otherwise) {
      List<RecentAnswer> all = new ArrayList<>();
      for (int partition : request.fromOffsets().keySet()) {
        all.add(
            answers.getOrDefault(
                partition,
                new RecentAnswer(partition, new Outcome.Later(otherwise), List.of(), List.of())));
      }
      return all;
    }
  }
}
