package io.millrace.gateway.push;

import io.millrace.gateway.decode.DecodeException;
import io.millrace.gateway.decode.DecodedPush;
import io.millrace.gateway.decode.DecodedPush.OverBudgetException;
import io.millrace.gateway.limits.ByteBudget;
import io.millrace.gateway.limits.ByteBudget.ExhaustedException;
import io.millrace.gateway.limits.ByteBudget.Lease;
import io.millrace.gateway.limits.Tenant;
import io.millrace.gateway.metrics.GatewayMetrics;
import io.millrace.gateway.produce.LogProducer;
import io.millrace.gateway.produce.LogTopic;
import io.millrace.gateway.produce.OutgoingRecord;
import io.millrace.gateway.produce.ProduceException;
import io.millrace.gateway.produce.RecordEncoder;
import io.millrace.gateway.push.PushResult.Accepted;
import io.millrace.gateway.push.PushResult.Refused;
import io.millrace.gateway.push.PushResult.Throttled;
import io.millrace.gateway.push.PushResult.Unavailable;
import io.millrace.gateway.validate.DiscardReason;
import io.millrace.gateway.validate.PushValidator;
import io.millrace.gateway.validate.StreamCache;
import io.millrace.gateway.validate.ValidPush;
import io.millrace.gateway.validate.Verdict;
import io.millrace.schemas.logs.BatchCodec;
import io.millrace.schemas.partition.LogPartitioner;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Takes pushes from the body to the acknowledgement. Safe for use by many threads.
public final class PushPipeline implements AutoCloseable {
  private static final String FORMAT = "loki";
  private static final String FULL = "The server cannot accept more requests at this time.";
  private static final long RETRY_SOON_SECONDS = 1;
  private static final long RETRY_KAFKA_SECONDS = 5;

  private final PushLimits limits;
  private final ByteBudget budget;
  private final BodyBuffers buffers;
  private final BlockingQueue<Workspace> workspaces;
  private final LogTopic topic;
  private final LogProducer producer;
  private final GatewayMetrics metrics;
  private final InstantSource clock;

  /// What each workspace is made of; see `GatewayConfig` for the settings.
  public record Parts(
      StreamCache streams,
      Duration outOfOrderWindow,
      int schemaId,
      BatchCodec codec,
      int recordBytes) {
    private Workspace workspace(GatewayMetrics metrics) {
      return new Workspace(
          new PushValidator(streams, metrics, outOfOrderWindow),
          new RecordEncoder(schemaId, codec, recordBytes));
    }
  }

  /// As many pushes as `workers` use the CPU at a time.
  public PushPipeline(
      PushLimits limits,
      ByteBudget budget,
      int workers,
      Parts parts,
      LogTopic topic,
      LogProducer producer,
      GatewayMetrics metrics,
      InstantSource clock) {
    this.limits = limits;
    this.budget = budget;
    this.buffers = new BodyBuffers(Math.min(64L << 20, budget.limit() / 4));
    this.workspaces = new ArrayBlockingQueue<>(workers, true);
    for (int i = 0; i < workers; i++) {
      workspaces.add(parts.workspace(metrics));
    }
    this.topic = topic;
    this.producer = producer;
    this.metrics = metrics;
    this.clock = clock;
  }

  /// Takes one push. Returns when its fate is known: bounded by the client's sending and the
  /// producer's timeout.
  public PushResult push(Tenant tenant, PushBody body) throws InterruptedException {
    try (Lease lease = budget.lease()) {
      BodyFormat format = BodyFormat.of(body.contentType(), body.contentEncoding());
      Optional<String> problem = topic.problem();
      if (problem.isPresent()) {
        return new Unavailable(problem.get(), RETRY_KAFKA_SECONDS);
      }
      BodyReader reader = new BodyReader(buffers, limits.maxBodyBytes(), budget.limit(), lease);
      try (reader) {
        reader.read(body);
        return process(tenant, body, format, reader, lease);
      }
    } catch (DecodeException e) {
      return refused(tenant, e);
    } catch (ExhaustedException | OverBudgetException e) {
      return new Unavailable(FULL, RETRY_SOON_SECONDS);
    } catch (ProduceException e) {
      return e.retriable()
          ? new Unavailable(String.valueOf(e.getMessage()), RETRY_KAFKA_SECONDS)
          : new Refused(500, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Refused(400, "body broke off: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    workspaces.forEach(Workspace::close);
  }

  private PushResult process(
      Tenant tenant, PushBody body, BodyFormat format, BodyReader reader, Lease lease)
      throws DecodeException, ExhaustedException, ProduceException, InterruptedException {
    Workspace workspace = workspaces.take();
    List<OutgoingRecord> records;
    Acknowledgement acknowledgement;
    Verdict verdict;
    try {
      DecodedPush decoded =
          workspace.decode(
              reader.data(),
              reader.length(),
              format,
              body.dialect(),
              limits.maxDecodedBytes(),
              lease);
      if (decoded.streamCount() == 0) {
        return new Refused(422, "error at least one valid stream is required for ingestion");
      }
      ValidPush valid = workspace.valid();
      verdict = workspace.validator().validate(tenant, FORMAT, decoded, clock.instant(), valid);
      if (!tenant.rate().tryTake(valid.bytes(), System.nanoTime())) {
        return throttled(tenant, valid);
      }
      lease.grow(valid.bytes());
      var partitioner =
          LogPartitioner.of(
              tenant.id(), topic.partitions(), tenant.limits().ingestion().shardSize());
      records = workspace.encoder().encode(tenant, partitioner, decoded, valid);
      acknowledgement = new Acknowledgement(valid);
    } finally {
      workspace.release();
      workspaces.add(workspace);
    }
    if (!records.isEmpty()) {
      producer.send(records);
      acknowledgement.arrived(tenant, metrics);
    }
    return verdict.status() == 204
        ? new Accepted()
        : new Refused(verdict.status(), verdict.message());
  }

  private PushResult throttled(Tenant tenant, ValidPush valid) {
    metrics.discarded(
        tenant.id().value(),
        DiscardReason.RATE_LIMITED.label(),
        FORMAT,
        valid.entryCount(),
        valid.bytes());
    String message =
        "ingestion rate limit exceeded for user %s (limit: %d bytes/sec) while attempting to ingest '%d' lines totaling '%d' bytes, reduce log volume or contact your Loki administrator to see if the limit can be increased"
            .formatted(
                tenant.id(),
                (long) tenant.limits().ingestion().bytesPerSecond(),
                valid.entryCount(),
                valid.bytes());
    return new Throttled(message, tenant.rate().secondsUntil(valid.bytes(), System.nanoTime()));
  }

  private PushResult refused(Tenant tenant, DecodeException e) {
    if (e.status() == 413) {
      metrics.discarded(
          tenant.id().value(), DiscardReason.REQUEST_BODY_TOO_LARGE.label(), FORMAT, 0, 0);
    }
    return new Refused(e.status(), String.valueOf(e.getMessage()));
  }
}
