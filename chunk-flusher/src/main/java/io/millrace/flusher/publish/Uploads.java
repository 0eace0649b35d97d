package io.millrace.flusher.publish;

import io.millrace.flusher.FlusherMetrics;
import io.millrace.flusher.assemble.BrokenSegmentException;
import io.millrace.flusher.assemble.ClosedSegment;
import io.millrace.flusher.assemble.TenantPages;
import io.millrace.schemas.catalog.ObjectEntry;
import io.millrace.schemas.catalog.SegmentId;
import io.millrace.store.object.AssembledObject;
import io.millrace.store.object.ObjectAssembler;
import io.millrace.store.object.ObjectReader;
import io.millrace.store.object.UnknownVersionException;
import io.millrace.store.objectstore.ObjectStore;
import io.millrace.store.page.CorruptObjectException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the objects of closed segments, a virtual thread for each. A store that is away is tried
/// again until it is back; nothing else is.
public final class Uploads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

  private final ObjectStore store;
  private final FlusherMetrics metrics;
  private final Semaphore permits;
  private final Backoff backoff;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// At most `parallel` objects are written at once. The store stays the caller's.
  public Uploads(ObjectStore store, int parallel, Duration maxBackoff, FlusherMetrics metrics) {
    this.store = store;
    this.metrics = metrics;
    this.permits = new Semaphore(parallel);
    this.backoff = new Backoff(maxBackoff);
  }

  /// Begins to store the objects of `segment`. The payloads are held until each is stored.
  public SegmentUpload start(ClosedSegment segment) {
    List<SegmentUpload.Part> parts = new ArrayList<>(segment.tenants().size());
    for (TenantPages tenant : segment.tenants()) {
      Future<ObjectEntry> object = threads.submit(() -> store(segment.id(), tenant));
      parts.add(new SegmentUpload.Part(object, tenant.bytes()));
    }
    return new SegmentUpload(segment.trailer(), segment.nextOffset(), parts);
  }

  /// Whether the store did not answer the last attempt.
  public boolean isStoreAway() {
    return backoff.isWaiting();
  }

  /// Gives up everything under way.
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private ObjectEntry store(SegmentId segment, TenantPages tenant)
      throws BrokenSegmentException, InterruptedException {
    AssembledObject object = assemble(segment, tenant);
    while (true) {
      permits.acquire();
      try {
        Optional<ObjectEntry> entry = attempt(segment, object);
        if (entry.isPresent()) {
          return entry.get();
        }
      } finally {
        permits.release();
      }
    }
  }

  /// Empty where the store is away.
  private Optional<ObjectEntry> attempt(SegmentId segment, AssembledObject object)
      throws BrokenSegmentException, InterruptedException {
    long turn = backoff.awaitTurn();
    try {
      ObjectEntry entry = putOrReuse(segment, object);
      if (backoff.succeeded()) {
        LOG.atInfo().log("object store is back");
      }
      return Optional.of(entry);
    } catch (CorruptObjectException | UnknownVersionException e) {
      throw new BrokenSegmentException(
          "object %s is there and cannot be read: %s"
              .formatted(object.entry().name(), e.getMessage()),
          e);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException(e.getMessage());
      }
      metrics.uploadFailed();
      if (backoff.failed(turn)) {
        LOG.atWarn()
            .addKeyValue("object", object.entry().name())
            .addKeyValue("error", e.getMessage())
            .log("object store is away, trying again until it is back");
      }
      return Optional.empty();
    }
  }

  private static AssembledObject assemble(SegmentId segment, TenantPages tenant)
      throws BrokenSegmentException {
    var assembler = new ObjectAssembler(segment, tenant.tenant());
    tenant.pages().forEach(assembler::addPages);
    try {
      return assembler.finish(tenant.summary());
    } catch (CorruptObjectException e) {
      throw new BrokenSegmentException(
          "pages of tenant %s in segment %s do not fit: %s"
              .formatted(tenant.tenant(), segment, e.getMessage()),
          e);
    }
  }

  private ObjectEntry putOrReuse(SegmentId segment, AssembledObject object)
      throws IOException, BrokenSegmentException {
    ObjectEntry ours = object.entry();
    long started = System.nanoTime();
    if (store.putIfAbsent(ours.name(), object.content())) {
      metrics.uploaded(ours.bytes(), System.nanoTime() - started);
      return ours;
    }
    ObjectReader reader = ObjectReader.open(store, ours.name(), store.size(ours.name()));
    ObjectEntry theirs = reader.entry();
    boolean same =
        reader.segments().equals(List.of(segment))
            && theirs.tenant().equals(ours.tenant())
            && theirs.rows() == ours.rows();
    if (!same) {
      throw new BrokenSegmentException(
          "object %s is there with segments %s and %d rows, needs %s and %d"
              .formatted(ours.name(), reader.segments(), theirs.rows(), segment, ours.rows()));
    }
    metrics.reused();
    return theirs;
  }
}
