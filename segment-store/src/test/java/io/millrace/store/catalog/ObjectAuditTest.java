package io.millrace.store.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.catalog.ObjectEntry;
import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.model.Labels;
import io.millrace.schemas.model.OffsetRange;
import io.millrace.store.catalog.CatalogAudit.LiveObject;
import io.millrace.store.catalog.ObjectAudit.Finding;
import io.millrace.store.object.AssembledObject;
import io.millrace.store.object.ObjectAssembler;
import io.millrace.store.objectstore.MemoryObjectStore;
import io.millrace.store.objectstore.ObjectStore;
import io.millrace.store.objectstore.ObjectStores;
import io.millrace.store.page.Codec;
import io.millrace.store.page.CorruptObjectException;
import io.millrace.store.segment.SegmentEncoding;
import io.millrace.store.segment.TenantSegmentEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectAuditTest {
  private static final SegmentId SEGMENT = new SegmentId("topic-id", new OffsetRange(0, 10, 20), 0);

  private final ObjectStore store = new MemoryObjectStore();
  private final ObjectAudit audit = new ObjectAudit(store);

  private static AssembledObject object() throws CorruptObjectException {
    var assembler = new ObjectAssembler(SEGMENT, CatalogEvents.SHOP);
    try (var encoder =
        new TenantSegmentEncoder(SegmentEncoding.flush(Codec.ZSTD), assembler::addPages)) {
      encoder.beginStream(Labels.of(Map.of("app", "shop")));
      encoder.addRow(17, new byte[] {'a', 'b'}, 0, 2, new byte[1], 0, 1);
      return assembler.finish(encoder.finish());
    }
  }

  private static LiveObject live(ObjectEntry entry) {
    return new LiveObject(entry, Optional.of(SEGMENT));
  }

  @Test
  void objectAsPublished_hasNoFinding() throws IOException {
    AssembledObject object = object();
    store.putIfAbsent(object.entry().name(), object.content());

    assertThat(audit.check(live(object.entry()))).isEmpty();
    assertThat(audit.check(new LiveObject(object.entry(), Optional.empty()))).isEmpty();
  }

  @Test
  void missingObject_isFound() throws IOException {
    ObjectEntry entry = object().entry();

    assertThat(audit.check(live(entry))).contains(new Finding.Missing(entry.name()));
  }

  @Test
  void otherSize_isFound() throws IOException {
    ObjectEntry entry = object().entry();
    store.putIfAbsent(entry.name(), List.of(ByteBuffer.allocate(9)));

    assertThat(audit.check(live(entry)))
        .contains(new Finding.WrongSize(entry.name(), entry.bytes(), 9));
  }

  @Test
  void garbage_isFound() throws IOException {
    ObjectEntry entry = object().entry();
    store.putIfAbsent(entry.name(), List.of(ByteBuffer.allocate((int) entry.bytes())));

    assertThat(audit.check(live(entry)))
        .hasValueSatisfying(found -> assertThat(found).isInstanceOf(Finding.Unreadable.class));
  }

  @Test
  void otherRows_areFound() throws IOException {
    AssembledObject object = object();
    ObjectEntry entry = object.entry();
    store.putIfAbsent(entry.name(), object.content());
    var wrong =
        new ObjectEntry(
            entry.tenant(),
            entry.name(),
            entry.bytes(),
            entry.rows() + 1,
            entry.streams(),
            entry.rawBytes(),
            entry.minTimestamp(),
            entry.maxTimestamp());

    assertThat(audit.check(live(wrong))).contains(new Finding.Different(wrong, entry));
  }

  @Test
  void otherSegment_isFound() throws IOException {
    AssembledObject object = object();
    store.putIfAbsent(object.entry().name(), object.content());
    var longer = new SegmentId("topic-id", new OffsetRange(0, 10, 21), 0);

    assertThat(audit.check(new LiveObject(object.entry(), Optional.of(longer))))
        .contains(new Finding.WrongSegments(object.entry().name(), longer, List.of(SEGMENT)));
  }

  @Test
  void storeThatDoesNotAnswer_isNoFinding(@TempDir Path directory) throws IOException {
    var settings = Map.of("endpoint", "http://127.0.0.1:1", "access.key", "a", "secret.key", "b");
    try (var away = ObjectStores.open(Optional.of("s3://bucket"), settings, directory)) {
      ObjectEntry entry = object().entry();

      assertThatThrownBy(() -> new ObjectAudit(away).check(live(entry)))
          .isInstanceOf(IOException.class);
    }
  }
}
