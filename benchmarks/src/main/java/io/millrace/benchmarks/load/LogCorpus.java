package io.millrace.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/// A seeded mix of the logs that clusters write: access logs with an id per line, nested JSON,
/// logfmt, Java with stack traces, klog, storage nodes. Streams are Zipf-distributed, some lines
/// carry two metadata pairs. Ids are random hex, so this compresses worse than most real sets.
final class LogCorpus {
  private static final int METADATA_PERCENT = 4;
  private static final String[] WORDS =
      ("request handler cache session user order payment timeout retry queue worker index shard"
              + " replica commit fetch stream token upload download region cluster node pod volume"
              + " mount config reload health probe latency budget refused accepted complete")
          .split(" ");
  private static final String[] PATHS = {
    "/api/v1/orders", "/api/v2/users", "/login", "/static/app.js", "/healthz", "/api/v1/cart/items"
  };

  /// One stream: its labels and the kind of lines it writes.
  record Source(Map<String, String> labels, int kind) {}

  /// One line. `metadata` is empty for most.
  record Line(Source source, long timestamp, String text, Map<String, String> metadata) {}

  private final Random random;
  private final List<Source> sources = new ArrayList<>();
  private final double[] cumulative;
  private final long stepNanos;
  private long clock;

  /// Lines begin at `startNanos` and are `stepNanos` apart on average.
  LogCorpus(long seed, int streams, long startNanos, long stepNanos) {
    this.random = new Random(seed);
    this.clock = startNanos;
    this.stepNanos = stepNanos;
    this.cumulative = new double[streams];
    double sum = 0;
    for (int i = 0; i < streams; i++) {
      int app = i % 17;
      TreeMap<String, String> labels = new TreeMap<>();
      labels.put("app", "app-" + app);
      labels.put("namespace", "ns-" + app % 5);
      labels.put("cluster", "eu-west-" + i % 2);
      labels.put("container", "main");
      labels.put("pod", "app-" + app + "-" + Integer.toHexString(0x5eed + i * 7919));
      sources.add(new Source(labels, app % 6));
      sum += 1.0 / (i + 1);
      cumulative[i] = sum;
    }
  }

  Line next() {
    clock += 1 + random.nextLong(2 * stepNanos);
    Source source = sources.get(pick());
    Map<String, String> metadata =
        random.nextInt(100) < METADATA_PERCENT
            ? Map.of("trace_id", hex(32), "span_id", hex(16))
            : Map.of();
    return new Line(source, clock, text(source.kind()), metadata);
  }

  private int pick() {
    double at = random.nextDouble() * cumulative[cumulative.length - 1];
    int low = 0;
    int high = cumulative.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] < at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private String text(int kind) {
    return switch (kind) {
      case 0 -> accessLog();
      case 1 -> json();
      case 2 -> logfmt();
      case 3 -> java();
      case 4 -> klog();
      default -> storage();
    };
  }

  private String accessLog() {
    return address()
        + " - - [20/Nov/2026:10:"
        + two(random.nextInt(60))
        + ":"
        + two(random.nextInt(60))
        + " +0000] \"GET "
        + PATHS[random.nextInt(PATHS.length)]
        + "?page="
        + random.nextInt(50)
        + " HTTP/1.1\" "
        + status()
        + " "
        + random.nextInt(50_000)
        + " \"-\" \"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36\" "
        + new UUID(random.nextLong(), random.nextLong());
  }

  private String json() {
    return "{\"level\":\""
        + level()
        + "\",\"logger\":\"shop."
        + word()
        + "\",\"msg\":\""
        + words(6)
        + "\",\"request\":{\"method\":\"POST\",\"path\":\""
        + PATHS[random.nextInt(PATHS.length)]
        + "\",\"id\":\""
        + hex(16)
        + "\",\"status\":"
        + status()
        + "},\"user\":{\"id\":"
        + random.nextInt(100_000)
        + ",\"plan\":\"pro\"},\"latency_ms\":"
        + random.nextInt(2000)
        + ",\"kubernetes\":{\"node\":\"node-"
        + random.nextInt(40)
        + "\",\"zone\":\"eu-west-1b\"}}";
  }

  private String logfmt() {
    return "level="
        + level()
        + " ts=2026-11-20T10:"
        + two(random.nextInt(60))
        + ":"
        + two(random.nextInt(60))
        + "."
        + random.nextInt(1000)
        + "Z caller="
        + word()
        + ".go:"
        + random.nextInt(900)
        + " component="
        + word()
        + " traceID="
        + hex(16)
        + " duration="
        + random.nextInt(5000)
        + "ms msg=\""
        + words(5)
        + "\"";
  }

  private String java() {
    StringBuilder line =
        new StringBuilder("2026-11-20 10:00:00,")
            .append(random.nextInt(1000))
            .append(' ')
            .append(level().toUpperCase(java.util.Locale.ROOT))
            .append(" [pool-3-thread-")
            .append(random.nextInt(32))
            .append("] com.example.shop.")
            .append(word())
            .append("Service - ")
            .append(words(7))
            .append(" id=")
            .append(random.nextInt(1_000_000));
    if (random.nextInt(25) == 0) {
      line.append("\njava.net.SocketTimeoutException: Read timed out");
      for (int i = 0; i < 12; i++) {
        line.append("\n\tat com.example.shop.")
            .append(WORDS[(i * 5) % WORDS.length])
            .append(".Client.call(Client.java:")
            .append(100 + random.nextInt(400))
            .append(')');
      }
    }
    return line.toString();
  }

  private String klog() {
    return "I1120 10:"
        + two(random.nextInt(60))
        + ":"
        + two(random.nextInt(60))
        + "."
        + random.nextInt(1_000_000)
        + "       1 "
        + word()
        + "_controller.go:"
        + random.nextInt(700)
        + "] \""
        + words(4)
        + "\" pod=\"ns-"
        + random.nextInt(5)
        + "/"
        + word()
        + "-"
        + hex(8)
        + "\" generation="
        + random.nextInt(300);
  }

  private String storage() {
    return "081109 2035"
        + two(random.nextInt(60))
        + " "
        + random.nextInt(200)
        + " INFO dfs.DataNode$PacketResponder: Received block blk_"
        + random.nextLong()
        + " of size 67108864 from /"
        + address();
  }

  private String level() {
    int roll = random.nextInt(100);
    return roll < 2 ? "error" : roll < 8 ? "warn" : roll < 20 ? "debug" : "info";
  }

  private int status() {
    int roll = random.nextInt(100);
    return roll < 90 ? 200 : roll < 95 ? 404 : roll < 98 ? 301 : 503;
  }

  private String address() {
    return "10."
        + random.nextInt(4)
        + "."
        + random.nextInt(256)
        + "."
        + random.nextInt(256)
        + ":"
        + (1024 + random.nextInt(60_000));
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

  private String hex(int digits) {
    StringBuilder text = new StringBuilder(digits);
    while (text.length() < digits) {
      String bits = Long.toHexString(random.nextLong() | Long.MIN_VALUE);
      text.append(bits, 0, Math.min(16, digits - text.length()));
    }
    return text.toString();
  }

  private static String two(int value) {
    return value < 10 ? "0" + value : Integer.toString(value);
  }
}
