package io.millrace.store.catalog;

import static io.millrace.store.catalog.CatalogEvents.SHOP;
import static io.millrace.store.catalog.CatalogEvents.TOPIC;
import static io.millrace.store.catalog.CatalogEvents.object;
import static io.millrace.store.catalog.CatalogEvents.published;
import static io.millrace.store.catalog.CatalogEvents.replaced;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.catalog.CatalogRecord.ObjectDeleted;
import io.millrace.schemas.catalog.ObjectEntry;
import io.millrace.schemas.model.OffsetRange;
import io.millrace.schemas.model.TenantId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogViewTest {
  private final CatalogView view = new CatalogView();

  private List<String> names(long from, long to) {
    return view.snapshot().objects(SHOP, from, to).stream().map(ObjectEntry::name).toList();
  }

  @Test
  void emptyView_knowsNothing() {
    CatalogSnapshot now = view.snapshot();

    assertThat(now.watermark(0)).isZero();
    assertThat(now.topicId()).isEmpty();
    assertThat(now.objects(SHOP, Long.MIN_VALUE, Long.MAX_VALUE)).isEmpty();
    assertThat(now.tenants()).isEmpty();
    assertThat(now.coverage(TOPIC, 3)).isEqualTo(new Coverage(TOPIC, 3, List.of()));
  }

  @Test
  void watermark_isTheEndOfWhatIsContiguous() {
    view.apply(published(0, 100, 200));
    view.apply(published(0, 200, 250));
    view.apply(published(1, 7, 8));

    assertThat(view.snapshot().watermark(0)).isEqualTo(250);
    assertThat(view.snapshot().coverage(TOPIC, 0).firstOffset()).isEqualTo(100);
    assertThat(view.snapshot().watermark(1)).isEqualTo(8);
    assertThat(view.snapshot().watermark(2)).isZero();
  }

  @Test
  void gap_holdsTheWatermarkUntilItIsFilled() {
    view.apply(published(0, 0, 10));
    view.apply(published(0, 20, 30));
    view.apply(published(0, 40, 50));
    CatalogSnapshot before = view.snapshot();
    view.apply(published(0, 10, 20));
    view.apply(published(0, 30, 40));
    CatalogSnapshot after = view.snapshot();

    assertThat(before.watermark(0)).isEqualTo(10);
    assertThat(before.coverage(TOPIC, 0).gaps())
        .containsExactly(new OffsetRange(0, 10, 20), new OffsetRange(0, 30, 40));
    assertThat(before.coverage(TOPIC, 0).covers(new OffsetRange(0, 20, 30))).isTrue();
    assertThat(before.coverage(TOPIC, 0).covers(new OffsetRange(0, 9, 11))).isFalse();
    assertThat(after.watermark(0)).isEqualTo(50);
    assertThat(after.coverage(TOPIC, 0).gaps()).isEmpty();
  }

  @Test
  void sameSegmentAgain_changesNothing() {
    view.apply(published(0, 0, 10, object("a", 1, 2)));
    view.apply(published(0, 0, 10, object("a", 1, 2)));

    assertThat(names(0, 10)).containsExactly("a");
    assertThat(view.snapshot().watermark(0)).isEqualTo(10);
  }

  @Test
  void overlappingSegment_isSetAsideWithItsObjects() {
    view.apply(published(0, 0, 10, object("a", 1, 2)));
    view.apply(published(0, 5, 15, object("b", 1, 2)));
    view.apply(published(0, 0, 5, object("c", 1, 2)));

    assertThat(names(0, 10)).containsExactly("a");
    assertThat(view.snapshot().watermark(0)).isEqualTo(10);
  }

  @Test
  void topicMadeAnew_hasAWatermarkOfItsOwn() {
    view.apply(published("old", 0, 0, 500, object("a", 1, 2)));
    view.apply(published("new", 0, 0, 5, object("b", 1, 2)));

    CatalogSnapshot now = view.snapshot();

    assertThat(now.topicId()).contains("new");
    assertThat(now.watermark(0)).isEqualTo(5);
    assertThat(now.coverage("old", 0).watermark()).isEqualTo(500);
    assertThat(names(0, 10)).containsExactly("a", "b");
  }

  @Test
  void objects_areThoseThatOverlapTheSpan() {
    view.apply(
        published(0, 0, 10, object("early", 0, 9), object("long", 5, 100), object("late", 50, 60)));

    assertThat(names(10, 50)).containsExactly("long");
    assertThat(names(9, 51)).containsExactly("early", "long", "late");
    assertThat(names(60, 61)).containsExactly("long", "late");
    assertThat(names(101, 200)).isEmpty();
    assertThat(names(0, 0)).isEmpty();
  }

  @Test
  void tenants_seeNothingOfEachOther() {
    var other = new TenantId("other");
    view.apply(published(0, 0, 10, object("a", 1, 2), object(other, "b", 1, 2)));

    assertThat(names(0, 10)).containsExactly("a");
    assertThat(view.snapshot().tenants()).containsExactlyInAnyOrder(SHOP, other);
  }

  @Test
  void replacement_swapsObjectsInOneStep() {
    view.apply(published(0, 0, 10, object("a", 1, 2)));
    view.apply(published(0, 10, 20, object("b", 3, 4)));
    CatalogSnapshot before = view.snapshot();
    view.apply(replaced("r", List.of("a", "b"), object("merged", 1, 4)));

    assertThat(names(0, 10)).containsExactly("merged");
    assertThat(before.objects(SHOP)).hasSize(2);
    assertThat(view.snapshot().watermark(0)).isEqualTo(20);
  }

  @Test
  void objectThatIsGone_neverComesBack() {
    view.apply(published(0, 0, 10, object("a", 1, 2)));
    view.snapshot();
    view.apply(new ObjectDeleted("a", 0));
    view.apply(replaced("r", List.of(), object("a", 1, 2)));

    assertThat(names(0, 10)).isEmpty();
    assertThat(view.snapshot().tenants()).isEmpty();
    assertThat(view.snapshot().objectCount()).isZero();
  }

  @Test
  void snapshot_isTheSameObjectWhereNothingChanged() {
    view.apply(published(0, 0, 10, object("a", 1, 2)));

    assertThat(view.snapshot()).isSameAs(view.snapshot());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void segmentsInAnyOrder_giveTheSameCoverage(long seed) {
    Random random = new Random(seed);
    List<Long> cuts = new ArrayList<>(List.of(0L));
    for (int i = 0; i < 200; i++) {
      cuts.add(cuts.getLast() + 1 + random.nextInt(50));
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);

    for (int i : order) {
      view.apply(published(0, cuts.get(i), cuts.get(i + 1)));
    }

    assertThat(view.snapshot().coverage(TOPIC, 0).ranges())
        .as("seed %d", seed)
        .containsExactly(new OffsetRange(0, 0, cuts.getLast()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void objects_areThoseThatALinearScanFinds(long seed) {
    Random random = new Random(seed);
    List<ObjectEntry> model = new ArrayList<>();
    for (int step = 0; step < 300; step++) {
      if (random.nextInt(3) > 0 || model.isEmpty()) {
        long min = random.nextInt(10_000);
        long span = random.nextInt(20) == 0 ? random.nextInt(5000) : random.nextInt(50);
        ObjectEntry entry = object("o" + step, min, min + span);
        model.add(entry);
        view.apply(published(0, step, step + 1, entry));
      } else {
        ObjectEntry victim = model.remove(random.nextInt(model.size()));
        view.apply(new ObjectDeleted(victim.name(), 0));
      }
      if (random.nextInt(4) == 0) {
        long from = random.nextInt(10_000);
        long to = from + random.nextInt(1000);
        List<ObjectEntry> expected =
            model.stream()
                .filter(o -> o.minTimestamp() < to && o.maxTimestamp() >= from)
                .sorted(
                    Comparator.comparingLong(ObjectEntry::minTimestamp)
                        .thenComparing(ObjectEntry::name))
                .toList();
        assertThat(view.snapshot().objects(SHOP, from, to))
            .as("seed %d, step %d", seed, step)
            .isEqualTo(expected);
      }
    }
  }
}
