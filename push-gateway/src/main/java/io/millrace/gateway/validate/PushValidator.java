package io.millrace.gateway.validate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.gateway.decode.DecodeException;
import io.millrace.gateway.decode.DecodedPush;
import io.millrace.gateway.level.Level;
import io.millrace.gateway.level.LevelDetector;
import io.millrace.gateway.limits.Tenant;
import io.millrace.gateway.limits.TenantLimits;
import io.millrace.gateway.limits.TenantLimits.Discovery;
import io.millrace.gateway.metrics.GatewayMetrics;
import io.millrace.schemas.model.LabelSyntaxException;
import io.millrace.schemas.model.Utf8;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Sorts the entries of a push into those that are stored and those that are not. Not safe for use
/// by many threads.
public final class PushValidator {
  /// Loki's schema has a first day; a timestamp before this one is seconds taken for nanoseconds.
  private static final long EARLIEST = Duration.ofDays(365).toNanos();

  private final StreamCache streams;
  private final GatewayMetrics metrics;
  private final long window;
  private final MetadataMaps maps;

  private StreamState[] states = new StreamState[0];
  private @Nullable Discovery discovery;
  private @Nullable LevelDetector detector;

  /// Lines older than the newest of their stream by more than `outOfOrderWindow` are refused; zero
  /// means none are.
  public PushValidator(StreamCache streams, GatewayMetrics metrics, Duration outOfOrderWindow) {
    this.streams = streams;
    this.metrics = metrics;
    this.window = outOfOrderWindow.toNanos();
    this.maps = new MetadataMaps(metrics);
  }

  /// Fills `valid` with what is accepted of `push`, whose bytes may be appended to. `format` names
  /// the protocol in metrics.
  ///
  /// @throws DecodeException if the push fails as a whole
  public Verdict validate(
      Tenant tenant, String format, DecodedPush push, Instant now, ValidPush valid)
      throws DecodeException {
    valid.reset();
    findStreams(tenant, push);
    Pass pass = new Pass(tenant, format, push, valid, new EntryRules(tenant.limits(), now));
    Instant blockedUntil = tenant.limits().ingestion().blockUntil();
    if (now.isBefore(blockedUntil)) {
      return pass.blocked(blockedUntil);
    }
    for (int stream = 0; stream < push.streamCount(); stream++) {
      if (push.entryEnd(stream) > push.firstEntry(stream)) {
        pass.stream(stream);
      }
    }
    return pass.verdict();
  }

  private void findStreams(Tenant tenant, DecodedPush push) throws DecodeException {
    if (states.length < push.streamCount()) {
      states = new StreamState[Math.max(64, push.streamCount() * 2)];
    }
    for (int stream = 0; stream < push.streamCount(); stream++) {
      try {
        states[stream] =
            streams.get(
                tenant,
                push.syntax(),
                push.data(),
                push.labelsOffset(stream),
                push.labelsLength(stream));
      } catch (LabelSyntaxException e) {
        throw new DecodeException(400, "couldn't parse labels: " + e.getMessage());
      }
    }
  }

  private LevelDetector detector(Discovery wanted) {
    LevelDetector known = detector;
    if (known == null || !wanted.equals(discovery)) {
      known = new LevelDetector(wanted);
      detector = known;
      discovery = wanted;
    }
    return known;
  }

  /// One push.
  private final class Pass {
    private final Tenant tenant;
    private final TenantLimits limits;
    private final String format;
    private final DecodedPush push;
    private final ValidPush valid;
    private final EntryRules rules;
    private final LevelDetector levels;
    private final boolean addLevels;
    private final RejectionSummary summary = new RejectionSummary();
    private @Nullable Verdict failure;

    Pass(Tenant tenant, String format, DecodedPush push, ValidPush valid, EntryRules rules) {
      this.tenant = tenant;
      this.limits = tenant.limits();
      this.format = format;
      this.push = push;
      this.valid = valid;
      this.rules = rules;
      this.levels = detector(limits.discovery());
      this.addLevels = limits.discovery().levels() && limits.metadata().allowed();
    }

    Verdict verdict() {
      if (failure != null) {
        return failure;
      }
      return summary.isEmpty() ? Verdict.ALL_ACCEPTED : new Verdict(400, summary.text());
    }

    Verdict blocked(Instant until) {
      int status = limits.ingestion().blockStatus();
      discard(DiscardReason.BLOCKED_INGESTION, 0, push.entryCount());
      return status == 200
          ? Verdict.ALL_ACCEPTED
          : new Verdict(
              status,
              "ingestion blocked for user '%s' until '%s' with status code '%d'"
                  .formatted(tenant.id(), until, status));
    }

    void stream(int stream) throws DecodeException {
      StreamState state = states[stream];
      int first = push.firstEntry(stream);
      int end = push.entryEnd(stream);
      Rejection rejection = state.rejection();
      if (rejection != null) {
        discard(rejection.reason(), first, end);
        if (rejection.reason() == DiscardReason.STREAM_LIMIT) {
          failure = new Verdict(rejection.reason().status(), rejection.message());
        } else {
          discard(DiscardReason.INVALID_LABELS, first, end);
          summary.add(rejection.message());
        }
        return;
      }
      int countBefore = valid.entryCount();
      long bytesBefore = valid.bytes();
      long metadataBytesBefore = valid.metadataBytes();
      Verdict streamFailure = entries(state, first, end, bytesBefore);
      if (streamFailure != null) {
        failure = streamFailure;
        valid.dropTo(countBefore, bytesBefore, metadataBytesBefore);
      }
    }

    /// Takes the entries of one stream; the result is why none of them may stay.
    private @Nullable Verdict entries(StreamState state, int first, int end, long bytesBefore)
        throws DecodeException {
      long highest = state.highest();
      long previous = Long.MIN_VALUE;
      var behind = new StreamFailure();
      int countBefore = valid.entryCount();
      for (int entry = first; entry < end; entry++) {
        long timestamp = push.timestamp(entry);
        int pairs = push.pairEnd(entry) - push.firstPair(entry);
        Rejection rejection = rules.judge(state, push, entry, pairs);
        if (rejection != null) {
          discard(rejection.reason(), entry, entry + 1);
          summary.add(rejection.message());
        } else if (timestamp < EARLIEST) {
          return noSchema(timestamp);
        } else if (window > 0 && highest != Long.MIN_VALUE && timestamp < highest - window) {
          discard(DiscardReason.TOO_FAR_BEHIND, entry, entry + 1);
          behind.add(
              timestamp,
              "entry too far behind, entry timestamp is: %s, oldest acceptable timestamp is: %s"
                  .formatted(EntryRules.rfc3339(timestamp), EntryRules.rfc3339(highest - window)));
        } else {
          boolean increment =
              limits.lines().incrementDuplicates()
                  && timestamp == previous
                  && !sameLine(entry, entry - 1);
          previous = increment ? timestamp + 1 : timestamp;
          highest = Math.max(highest, previous);
          accept(state, entry, previous, pairs);
        }
      }
      if (!behind.isEmpty()) {
        failure = new Verdict(400, behind.text(tenant.id().value(), end - first, state.text()));
      }
      long bytes = valid.bytes() - bytesBefore;
      if (!state.rate().tryTake(bytes, System.nanoTime())) {
        return tooFast(state, first, end, bytes);
      }
      if (valid.entryCount() > countBefore) {
        valid.stream(state, bytes, highest);
      }
      return null;
    }

    private void accept(StreamState state, int entry, long timestamp, int pairs)
        throws DecodeException {
      int line = push.lineOffset(entry);
      int length = push.lineLength(entry);
      if (length > rules.maxLine()) {
        metrics.mutated(
            tenant.id().value(), DiscardReason.LINE_TOO_LONG.label(), 1, length - rules.maxLine());
        int from = line;
        line = cut(from);
        length = cutLength;
      }
      if (Utf8.firstInvalid(push.data(), line, length) >= 0) {
        metrics.repairedText();
        int repaired = Utf8.repairedLength(push.data(), line, length);
        int to = push.append(repaired);
        Utf8.repair(push.data(), line, length, push.data(), to);
        line = to;
        length = repaired;
      }
      if (pairs == 0 && state.level() == null) {
        Level level = addLevels ? levels.fromLine(push.data(), line, length) : null;
        valid.entry(timestamp, line, length, level);
        return;
      }
      maps.load(push, push.firstPair(entry), push.pairEnd(entry));
      if (addLevels) {
        maps.addLevel(
            state.level(), limits.discovery().levelFields(), levels, push.data(), line, length);
      }
      int from = valid.metadataEnd();
      maps.write(valid);
      valid.entry(timestamp, line, length, from, EntryRules.pairBytes(push, entry));
    }

    private int cutLength;

    /// Appends the beginning of a line, as long as a line may be, and the identifier for that.
    private int cut(int line) {
      byte[] identifier = limits.lines().truncateIdentifier().getBytes(UTF_8);
      int kept = Math.max(0, rules.maxLine() - identifier.length);
      while (kept > 0 && (push.data()[line + kept] & 0xC0) == 0x80) {
        kept--;
      }
      cutLength = kept + identifier.length;
      int to = push.append(cutLength);
      System.arraycopy(push.data(), line, push.data(), to, kept);
      System.arraycopy(identifier, 0, push.data(), to + kept, identifier.length);
      return to;
    }

    private boolean sameLine(int a, int b) {
      int from = push.lineOffset(a);
      int other = push.lineOffset(b);
      return Arrays.equals(
          push.data(),
          from,
          from + push.lineLength(a),
          push.data(),
          other,
          other + push.lineLength(b));
    }

    private Verdict noSchema(long timestamp) {
      String seconds =
          BigDecimal.valueOf(Math.floorDiv(timestamp, 1_000_000L), 3)
              .stripTrailingZeros()
              .toPlainString();
      return new Verdict(
          500,
          "rpc error: code = Unknown desc = failed to create stream: no schema config found for"
              + " time "
              + seconds);
    }

    private Verdict tooFast(StreamState state, int first, int end, long bytes) {
      discard(DiscardReason.PER_STREAM_RATE_LIMIT, first, end);
      var failed = new StreamFailure();
      String reason =
          "Per stream rate limit exceeded (limit: %s/sec) while attempting to ingest for stream '%s' totaling %s, consider splitting a stream via additional labels or contact your Loki administrator to see if the limit can be increased"
              .formatted(
                  size((long) limits.ingestion().streamBytesPerSecond()),
                  state.text(),
                  size(bytes));
      for (int entry = first; entry < end; entry++) {
        failed.add(push.timestamp(entry), reason);
      }
      return new Verdict(
          DiscardReason.PER_STREAM_RATE_LIMIT.status(),
          failed.text(tenant.id().value(), end - first, state.text()));
    }

    private void discard(DiscardReason reason, int first, int end) {
      long bytes = 0;
      for (int entry = first; entry < end; entry++) {
        bytes += push.lineLength(entry) + (long) EntryRules.pairBytes(push, entry);
      }
      metrics.discarded(tenant.id().value(), reason.label(), format, end - first, bytes);
    }

    /// Bytes in the largest unit that leaves a whole number.
    private static String size(long bytes) {
      String[] units = {"B", "KB", "MB", "GB"};
      long value = bytes;
      int unit = 0;
      while (unit < units.length - 1 && value >= 1024 && value % 1024 == 0) {
        value /= 1024;
        unit++;
      }
      return value + units[unit];
    }
  }
}
