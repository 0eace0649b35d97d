package io.millrace.benchmarks.format;

import io.millrace.schemas.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;

/// Synthetic logs of several applications, rich in ids: access logs, JSON, logfmt, Java traces.
/// Equal seeds give equal rows.
final class LogLines {
  /// The rows of one stream, end to end.
  record Stream(Labels labels, List<byte[]> lines, List<String> levels, long[] timestamps) {}

  private static final String[] PATHS = {
    "/api/v1/orders", "/api/v1/basket/items", "/login", "/static/app.js", "/api/v2/search"
  };
  private static final String[] WORDS = {
    "payment", "accepted", "upstream", "timeout", "retrying", "connection", "refused", "cache",
    "miss", "checkout", "completed", "session", "expired", "replica", "leader", "elected"
  };

  private final Random random;

  LogLines(long seed) {
    this.random = new Random(seed);
  }

  /// Streams ascending by labels, with about `bytes` bytes of lines in all.
  List<Stream> streams(int count, long bytes) {
    TreeMap<Labels, Integer> apps = new TreeMap<>();
    for (int i = 0; apps.size() < count; i++) {
      int app = i % 17;
      apps.put(
          Labels.of(
              Map.of(
                  "app", "service-" + app,
                  "cluster", "eu-" + i % 3,
                  "pod", "service-" + app + "-" + Integer.toHexString(random.nextInt()))),
          app);
    }
    double weights = 0;
    for (int rank = 1; rank <= count; rank++) {
      weights += 1.0 / rank;
    }
    List<Integer> ranks = new ArrayList<>();
    for (int rank = 1; rank <= count; rank++) {
      ranks.add(rank);
    }
    Collections.shuffle(ranks, random);
    List<Stream> streams = new ArrayList<>();
    for (var entry : apps.entrySet()) {
      double share = 1.0 / ranks.get(streams.size()) / weights;
      streams.add(stream(entry.getKey(), entry.getValue(), (long) (bytes * share)));
    }
    return streams;
  }

  private Stream stream(Labels labels, int app, long bytes) {
    List<byte[]> lines = new ArrayList<>();
    List<String> levels = new ArrayList<>();
    for (long size = 0; size < bytes || lines.isEmpty(); ) {
      String level = random.nextInt(20) == 0 ? "error" : random.nextInt(6) == 0 ? "warn" : "info";
      byte[] line = line(app, level).getBytes(StandardCharsets.UTF_8);
      lines.add(line);
      levels.add(level);
      size += line.length;
    }
    long[] timestamps = new long[lines.size()];
    long at = 1_760_000_000_000_000_000L;
    for (int i = 0; i < timestamps.length; i++) {
      at += (long) (random.nextDouble() * 2 * 21_600_000_000_000L / timestamps.length);
      timestamps[i] = at;
    }
    return new Stream(labels, lines, levels, timestamps);
  }

  private String line(int app, String level) {
    return switch (app % 5) {
      case 0 ->
          "10.%d.%d.%d - - [12/Oct/2025:11:%02d:%02d +0000] \"GET %s?id=%d HTTP/1.1\" %d %d \"-\" \"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36\" %s"
              .formatted(
                  random.nextInt(16),
                  random.nextInt(256),
                  random.nextInt(256),
                  random.nextInt(60),
                  random.nextInt(60),
                  pick(PATHS),
                  random.nextInt(1_000_000),
                  200 + random.nextInt(5) * 100,
                  random.nextInt(90_000),
                  uuid());
      case 1 ->
          "{\"ts\":\"2025-10-12T11:%02d:%02d.%06dZ\",\"level\":\"%s\",\"logger\":\"com.shop.%s\",\"message\":\"%s\",\"trace_id\":\"%s\",\"span\":{\"id\":\"%s\",\"ms\":%d}}"
              .formatted(
                  random.nextInt(60),
                  random.nextInt(60),
                  random.nextInt(1_000_000),
                  level,
                  pick(WORDS),
                  words(6),
                  hex(16),
                  hex(8),
                  random.nextInt(3000));
      case 2 ->
          "level=%s caller=%s.go:%d msg=\"%s\" user=%d duration=%dms request_id=%s"
              .formatted(
                  level,
                  pick(WORDS),
                  random.nextInt(900),
                  words(5),
                  random.nextInt(100_000),
                  random.nextInt(5000),
                  hex(8));
      case 3 ->
          "I1012 11:%02d:%02d.%06d    %d %s.cc:%d] block blk_%d %s size %d from /10.250.%d.%d"
              .formatted(
                  random.nextInt(60),
                  random.nextInt(60),
                  random.nextInt(1_000_000),
                  random.nextInt(40_000),
                  pick(WORDS),
                  random.nextInt(2000),
                  random.nextLong() >>> 1,
                  words(4),
                  random.nextInt(70_000_000),
                  random.nextInt(256),
                  random.nextInt(256));
      default ->
          "2025-10-12 11:%02d:%02d,%03d %s [worker-%d] com.shop.%s.%s - %s order=%d"
              .formatted(
                  random.nextInt(60),
                  random.nextInt(60),
                  random.nextInt(1000),
                  level,
                  random.nextInt(64),
                  pick(WORDS),
                  pick(WORDS),
                  words(8),
                  random.nextInt(9_999_999));
    };
  }

  private String words(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append(pick(WORDS));
    }
    return text.toString();
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }

  private String hex(int bytes) {
    byte[] id = new byte[bytes];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  private String uuid() {
    SplittableRandom bits = new SplittableRandom(random.nextLong());
    return new UUID(bits.nextLong(), bits.nextLong()).toString();
  }
}
