package io.millrace.benchmarks.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.xerial.snappy.Snappy;

/// Seeded pushes as Promtail would send them: some streams each, lines of one format in a stream.
final class PushCorpus {
  private static final String[] LEVELS = {"info", "info", "info", "info", "debug", "warn", "error"};
  private static final String[] WORDS = {
    "request", "handler", "cache", "session", "user", "order", "payment", "retry", "queue",
        "worker",
    "index", "shard", "replica", "commit", "fetch", "stream", "token", "upload", "download",
        "region"
  };

  private final Random random;
  private final List<byte[]> bodies = new ArrayList<>();
  private final List<byte[]> lines = new ArrayList<>();
  private long lineBytes;

  /// About `bytes` of lines in pushes of about `pushBytes`, each with `streams` of 500 streams.
  PushCorpus(long seed, long bytes, int pushBytes, int streams, long firstTimestamp)
      throws IOException {
    this.random = new Random(seed);
    long timestamp = firstTimestamp;
    while (lineBytes < bytes) {
      var push = new ByteArrayOutputStream();
      var text = new ByteArrayOutputStream();
      for (int s = 0; s < streams; s++) {
        int stream = random.nextInt(500);
        var message = new ByteArrayOutputStream();
        field(message, 1, labels(stream).getBytes(UTF_8));
        for (int size = 0; size < pushBytes / streams; ) {
          byte[] line = line(stream % 5).getBytes(UTF_8);
          timestamp += random.nextInt(2_000_000);
          field(message, 2, entry(timestamp, line));
          text.writeBytes(line);
          size += line.length;
          lineBytes += line.length;
        }
        field(push, 1, message.toByteArray());
      }
      lines.add(text.toByteArray());
      bodies.add(Snappy.compress(push.toByteArray()));
    }
  }

  /// The bodies of the pushes.
  List<byte[]> bodies() {
    return bodies;
  }

  /// For each push its lines, end to end.
  List<byte[]> lines() {
    return lines;
  }

  long lineBytes() {
    return lineBytes;
  }

  private static byte[] entry(long timestamp, byte[] line) {
    var time = new ByteArrayOutputStream();
    varint(time, 1 << 3);
    varint(time, timestamp / 1_000_000_000L);
    varint(time, 2 << 3);
    varint(time, timestamp % 1_000_000_000L);
    var entry = new ByteArrayOutputStream();
    field(entry, 1, time.toByteArray());
    field(entry, 2, line);
    return entry.toByteArray();
  }

  private static String labels(int stream) {
    return "{app=\"app-%d\", cluster=\"eu-west-%d\", container=\"main\", namespace=\"ns-%d\", pod=\"app-%d-%x\"}"
        .formatted(stream % 17, stream % 2, stream % 5, stream % 17, 0x5eed + stream * 7919);
  }

  private String line(int kind) {
    return switch (kind) {
      case 0 ->
          "10.%d.%d.%d - - [20/Nov/2026:10:%02d:%02d +0000] \"GET /api/v1/%s?page=%d HTTP/1.1\" %d %d \"-\" \"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36\" %016x%016x"
              .formatted(
                  random.nextInt(16),
                  random.nextInt(256),
                  random.nextInt(256),
                  random.nextInt(60),
                  random.nextInt(60),
                  word(),
                  random.nextInt(50),
                  200 + random.nextInt(4) * 100,
                  random.nextInt(50_000),
                  random.nextLong(),
                  random.nextLong());
      case 1 ->
          "{\"ts\":\"2026-11-20T10:%02d:%02d.%03dZ\",\"level\":\"%s\",\"logger\":\"shop.%s\",\"msg\":\"%s\",\"request\":{\"method\":\"POST\",\"id\":\"%016x\",\"status\":%d},\"latency_ms\":%d}"
              .formatted(
                  random.nextInt(60),
                  random.nextInt(60),
                  random.nextInt(1000),
                  level(),
                  word(),
                  words(6),
                  random.nextLong(),
                  200 + random.nextInt(4) * 100,
                  random.nextInt(2000));
      case 2 ->
          "ts=2026-11-20T10:%02d:%02d.%03dZ level=%s caller=%s.go:%d component=%s traceID=%016x duration=%dms msg=\"%s\""
              .formatted(
                  random.nextInt(60),
                  random.nextInt(60),
                  random.nextInt(1000),
                  level(),
                  word(),
                  random.nextInt(900),
                  word(),
                  random.nextLong(),
                  random.nextInt(5000),
                  words(5));
      case 3 ->
          "2026-11-20 10:%02d:%02d,%03d %s [pool-3-thread-%d] com.example.shop.%sService - %s id=%d"
              .formatted(
                  random.nextInt(60),
                  random.nextInt(60),
                  random.nextInt(1000),
                  level().toUpperCase(Locale.ROOT),
                  random.nextInt(32),
                  word(),
                  words(9),
                  random.nextInt(1_000_000));
      default ->
          "I1120 10:%02d:%02d.%06d       1 %s_controller.go:%d] \"%s\" pod=\"ns-%d/%s-%x\" node=\"node-%d\" blk_%d"
              .formatted(
                  random.nextInt(60),
                  random.nextInt(60),
                  random.nextInt(1_000_000),
                  word(),
                  random.nextInt(700),
                  words(8),
                  random.nextInt(5),
                  word(),
                  random.nextInt(),
                  random.nextInt(40),
                  random.nextLong() >>> 1);
    };
  }

  private String level() {
    return LEVELS[random.nextInt(LEVELS.length)];
  }

  private String word() {
    return WORDS[random.nextInt(WORDS.length)];
  }

  private String words(int count) {
    StringBuilder text = new StringBuilder(word());
    for (int i = 1; i < count; i++) {
      text.append(' ').append(word());
    }
    return text.toString();
  }

  private static void field(ByteArrayOutputStream out, int number, byte[] body) {
    varint(out, (long) number << 3 | 2);
    varint(out, body.length);
    out.writeBytes(body);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
