package io.millrace.store.index;

import io.millrace.schemas.model.Label;
import io.millrace.schemas.model.Labels;
import io.millrace.store.page.GrowingBytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;

/// Collects the streams of an object, ascending by labels, and writes the parts `streams` and
/// `postings`.
public final class StreamIndexBuilder {
  private record Stream(
      Labels labels, long rows, long minTimestamp, long maxTimestamp, long rawBytes) {}

  private final List<Stream> streams = new ArrayList<>();

  public void add(Labels labels, long rows, long minTimestamp, long maxTimestamp, long rawBytes) {
    streams.add(new Stream(labels, rows, minTimestamp, maxTimestamp, rawBytes));
  }

  public int streams() {
    return streams.size();
  }

  /// Appends both parts.
  public void write(GrowingBytes streamsPart, GrowingBytes postingsPart) {
    SortedMap<String, SortedMap<String, RoaringBitmap>> postings = new TreeMap<>();
    for (int i = 0; i < streams.size(); i++) {
      for (Label pair : streams.get(i).labels().pairs()) {
        postings
            .computeIfAbsent(pair.name(), _ -> new TreeMap<>())
            .computeIfAbsent(pair.value(), _ -> new RoaringBitmap())
            .add(i);
      }
    }
    writePostings(postings, postingsPart);
    writeStreams(postings, streamsPart);
  }

  private static void writePostings(
      SortedMap<String, SortedMap<String, RoaringBitmap>> postings, GrowingBytes out) {
    out.putVarint(postings.size());
    postings.forEach(
        (name, values) -> {
          out.putText(name);
          out.putVarint(values.size());
          values.forEach(
              (value, bitmap) -> {
                out.putText(value);
                bitmap.runOptimize();
                ByteBuffer serialized = ByteBuffer.allocate(bitmap.serializedSizeInBytes());
                bitmap.serialize(serialized);
                out.putVarint(serialized.capacity());
                out.write(serialized.array());
              });
        });
  }

  private void writeStreams(
      SortedMap<String, SortedMap<String, RoaringBitmap>> postings, GrowingBytes out) {
    out.putVarint(streams.size());
    streams.forEach(stream -> out.putVarint(stream.rows()));
    long last = 0;
    for (Stream stream : streams) {
      out.putZigZag(stream.minTimestamp() - last);
      out.putVarint(stream.maxTimestamp() - stream.minTimestamp());
      last = stream.minTimestamp();
    }
    streams.forEach(stream -> out.putVarint(stream.rawBytes()));
    Map<String, Ordinals> ordinals = new HashMap<>();
    postings.forEach((name, values) -> ordinals.put(name, ordinals(ordinals.size(), values)));
    for (Stream stream : streams) {
      out.putVarint(stream.labels().pairs().size());
      for (Label pair : stream.labels().pairs()) {
        Ordinals name = Objects.requireNonNull(ordinals.get(pair.name()));
        out.putVarint(name.name());
        out.putVarint(Objects.requireNonNull(name.values().get(pair.value())));
      }
    }
  }

  private record Ordinals(int name, Map<String, Integer> values) {}

  private static Ordinals ordinals(int name, SortedMap<String, RoaringBitmap> values) {
    Map<String, Integer> ordinals = new HashMap<>();
    values.keySet().forEach(value -> ordinals.put(value, ordinals.size()));
    return new Ordinals(name, ordinals);
  }
}
