package io.millrace.gateway.validate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.gateway.ProtobufPush;
import io.millrace.gateway.decode.DecodedPush;
import io.millrace.gateway.decode.ProtobufDecoder;
import io.millrace.gateway.limits.ByteBudget;
import io.millrace.gateway.limits.Tenant;
import io.millrace.gateway.limits.TenantLimits;
import io.millrace.gateway.limits.Tenants;
import io.millrace.gateway.metrics.GatewayMetrics;
import io.millrace.runtime.Settings;
import io.millrace.schemas.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is accepted, beyond what the recorded answers show.
final class PushValidatorTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final long T = NOW.getEpochSecond() * 1_000_000_000L;
  private static final long MINUTE = 60_000_000_000L;

  private final StreamCache streams = new StreamCache(1 << 20);
  private final PushValidator validator =
      new PushValidator(
          streams, new GatewayMetrics(new SimpleMeterRegistry()), Duration.ofHours(1));
  private final DecodedPush decoded = new DecodedPush();
  private final ValidPush valid = new ValidPush();

  @Test
  void window_movesWithWhatWasAcknowledged() throws Exception {
    Tenant tenant = tenant(Map.of());
    assertThat(validate(tenant, new ProtobufPush().entry(T, "new").stream("{a=\"b\"}")))
        .isEqualTo(Verdict.ALL_ACCEPTED);
    var late = new ProtobufPush().entry(T - 61 * MINUTE, "late").stream("{a=\"b\"}");
    assertThat(validate(tenant, late)).isEqualTo(Verdict.ALL_ACCEPTED);

    valid.reset();
    validate(tenant, new ProtobufPush().entry(T, "new").stream("{a=\"b\"}"));
    valid.state(0).advance(valid.highest(0));
    Verdict verdict = validate(tenant, late);

    assertThat(verdict.status()).isEqualTo(400);
    assertThat(verdict.message())
        .isEqualTo(
            "entry with timestamp 2026-11-20 08:59:00 +0000 UTC ignored, reason: 'entry too far"
                + " behind, entry timestamp is: 2026-11-20T08:59:00Z, oldest acceptable timestamp"
                + " is: 2026-11-20T09:00:00Z',\n"
                + "user 't', total ignored: 1 out of 1 for stream: {a=\"b\","
                + " service_name=\"unknown_service\"}");
    assertThat(lines()).isEmpty();
  }

  @Test
  void streamLimit_keepsTheOthers() throws Exception {
    Tenant tenant = tenant(Map.of("limits.max_global_streams_per_user", "1"));

    Verdict verdict =
        validate(
            tenant,
            new ProtobufPush()
                .entry(T, "first").stream("{app=\"a\"}").entry(T, "second").stream("{app=\"b\"}"));

    assertThat(verdict.status()).isEqualTo(429);
    assertThat(verdict.message())
        .startsWith(
            "maximum active stream limit exceeded when trying to create stream {app=\"b\","
                + " service_name=\"b\"}, reduce the number");
    assertThat(lines()).containsExactly("first");
  }

  @Test
  void streamRate_dropsTheStreamAndKeepsTheOthers() throws Exception {
    Tenant tenant = tenant(Map.of("limits.per_stream_rate_limit_burst", "1KB"));

    Verdict verdict =
        validate(
            tenant,
            new ProtobufPush()
                .entry(T, "x".repeat(2000)).stream("{app=\"a\"}").entry(T, "small").stream(
                    "{app=\"b\"}"));

    assertThat(verdict.status()).isEqualTo(429);
    assertThat(verdict.message())
        .startsWith(
            "entry with timestamp 2026-11-20 10:00:00 +0000 UTC ignored, reason: 'Per stream rate"
                + " limit exceeded (limit: 3MB/sec) while attempting to ingest for stream"
                + " '{app=\"a\", service_name=\"a\"}' totaling 2000B,")
        .endsWith(
            "user 't', total ignored: 1 out of 1 for stream: {app=\"a\", service_name=\"a\"}");
    assertThat(lines()).containsExactly("small");
    assertThat(valid.bytes()).isEqualTo(5);
  }

  @Test
  void longLine_isCutBetweenCharactersWhereThatIsAsked() throws Exception {
    Tenant tenant =
        tenant(
            Map.of(
                "limits.max_line_size", "10B",
                "limits.max_line_size_truncate", "true",
                "limits.max_line_size_truncate_identifier", "[+]"));

    Verdict verdict =
        validate(tenant, new ProtobufPush().entry(T, "123456éabcdef").stream("{a=\"b\"}"));

    assertThat(verdict).isEqualTo(Verdict.ALL_ACCEPTED);
    assertThat(lines()).containsExactly("123456[+]");
  }

  @Test
  void equalTimestamps_areToldApartWhereThatIsAsked() throws Exception {
    Tenant tenant = tenant(Map.of("limits.increment_duplicate_timestamp", "true"));

    validate(
        tenant,
        new ProtobufPush()
            .entry(T, "a").entry(T, "a").entry(T, "b").entry(T + 5, "c").stream("{a=\"b\"}"));

    assertThat(
            List.of(valid.timestamp(0), valid.timestamp(1), valid.timestamp(2), valid.timestamp(3)))
        .containsExactly(T, T, T + 1, T + 5);
  }

  @Test
  void blockedTenant_storesNothing() throws Exception {
    var push = new ProtobufPush().entry(T, "x").stream("{a=\"b\"}");

    Verdict told =
        validate(tenant(Map.of("limits.block_ingestion_until", "2026-11-21T00:00:00Z")), push);
    assertThat(told)
        .isEqualTo(
            new Verdict(
                260,
                "ingestion blocked for user 't' until '2026-11-21T00:00:00Z' with status code"
                    + " '260'"));
    assertThat(lines()).isEmpty();
    Verdict silent =
        validate(
            tenant(
                Map.of(
                    "limits.block_ingestion_until", "2026-11-21T00:00:00Z",
                    "limits.block_ingestion_status_code", "200")),
            push);
    assertThat(silent).isEqualTo(Verdict.ALL_ACCEPTED);
    assertThat(lines()).isEmpty();
  }

  @Test
  void enforcedLabels_mustBeThere() throws Exception {
    Verdict verdict =
        validate(
            tenant(Map.of("limits.enforced_labels", "team,env")),
            new ProtobufPush().entry(T, "x").stream("{app=\"a\", env=\"prod\"}"));

    assertThat(verdict)
        .isEqualTo(
            new Verdict(
                400,
                "missing required labels 'team' for user 't' for stream '{app=\"a\", env=\"prod\","
                    + " service_name=\"a\"}' (policy: '')"));
  }

  @Test
  void discovery_canBeOff() throws Exception {
    Tenant tenant =
        tenant(Map.of("limits.discover_service_name", "[]", "limits.discover_log_levels", "false"));

    assertThat(validate(tenant, new ProtobufPush().entry(T, "an error").stream("{}")).message())
        .isEqualTo("error at least one label pair is required per stream");
    validate(tenant, new ProtobufPush().entry(T, "an error").stream("{a=\"b\"}"));

    assertThat(valid.mapLength(0)).isEqualTo(1);
    assertThat(valid.state(0).text()).isEqualTo("{a=\"b\"}");
  }

  private static Tenant tenant(Map<String, String> settings) {
    TenantLimits limits = TenantLimits.from(new Settings(settings));
    return new Tenants(_ -> limits).get(new TenantId("t"));
  }

  private Verdict validate(Tenant tenant, ProtobufPush push) throws Exception {
    byte[] body = push.snappy();
    try (var lease = new ByteBudget(1 << 20).lease()) {
      new ProtobufDecoder().decode(body, body.length, 1 << 20, decoded, lease);
      return validator.validate(tenant, "loki", decoded, NOW, valid);
    }
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int entry = 0; entry < valid.entryCount(); entry++) {
      lines.add(
          new String(decoded.data(), valid.lineOffset(entry), valid.lineLength(entry), UTF_8));
    }
    return lines;
  }
}
