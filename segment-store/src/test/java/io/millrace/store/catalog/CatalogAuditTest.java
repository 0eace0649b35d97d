package io.millrace.store.catalog;

import static io.millrace.store.catalog.CatalogEvents.TOPIC;
import static io.millrace.store.catalog.CatalogEvents.object;
import static io.millrace.store.catalog.CatalogEvents.published;
import static io.millrace.store.catalog.CatalogEvents.replaced;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.catalog.CatalogRecord.ObjectDeleted;
import io.millrace.schemas.catalog.ObjectEntry;
import io.millrace.schemas.model.OffsetRange;
import io.millrace.store.catalog.CatalogAudit.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogAuditTest {
  private final CatalogAudit audit = new CatalogAudit();

  @Test
  void soundCatalog_hasNoFindings() {
    audit.add(published(0, 0, 10, object("a", 1, 2), object("b", 1, 2)));
    audit.add(published(0, 10, 30, object("c", 1, 2)));
    audit.add(published(0, 10, 30, object("c", 1, 2)));
    audit.add(published(1, 5, 6));
    audit.add(
        replaced(
            "r", List.of("a", "b"), new ObjectEntry(CatalogEvents.SHOP, "ab", 1, 20, 1, 1, 1, 2)));
    audit.add(new ObjectDeleted("c", 0));

    CatalogAudit.Report report = audit.report();

    assertThat(report.findings()).isEmpty();
    assertThat(report.partitions())
        .containsExactly(
            new CatalogAudit.Partition(TOPIC, 0, List.of(new OffsetRange(0, 0, 30)), 2, 30, 2, 4),
            new CatalogAudit.Partition(TOPIC, 1, List.of(new OffsetRange(1, 5, 6)), 1, 0, 1, 2));
    assertThat(report.liveObjects())
        .extracting(object -> object.entry().name())
        .containsExactly("ab");
  }

  @Test
  void gapsAndOverlaps_areFound() {
    audit.add(published(0, 0, 10));
    audit.add(published(0, 15, 20));
    audit.add(published(0, 18, 30));

    CatalogAudit.Report report = audit.report();

    assertThat(report.findings())
        .containsExactlyInAnyOrder(
            new Finding.Gap(TOPIC, new OffsetRange(0, 10, 15)),
            new Finding.Overlap(published(0, 15, 20).segment(), published(0, 18, 30).segment()));
  }

  @Test
  void replacementThatLosesRows_isFound() {
    audit.add(published(0, 0, 10, object("a", 1, 2), object("b", 1, 2)));
    audit.add(replaced("r", List.of("a", "b", "x"), object("ab", 1, 2)));

    assertThat(audit.report().findings())
        .containsExactly(new Finding.UnknownObject("r", "x"), new Finding.RowsChanged("r", 20, 10));
  }

  @Test
  void objectOfTwoSegments_isFound() {
    audit.add(published(0, 0, 10, object("a", 1, 2)));
    audit.add(published(0, 10, 20, object("a", 1, 2)));

    assertThat(audit.report().findings())
        .containsExactly(new Finding.SharedObject(published(0, 10, 20).segment(), "a"));
  }
}
