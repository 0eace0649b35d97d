package io.millrace.ingester.shelf;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingester.assemble.MemoryBudget;
import io.millrace.ingester.assemble.OpenSegment;
import io.millrace.ingester.assemble.Reading;
import io.millrace.ingester.assemble.RowOrder;
import io.millrace.ingester.assemble.TestRows;
import io.millrace.ingester.assemble.TestRows.Row;
import io.millrace.ingester.shelf.SegmentContent.Evicted;
import io.millrace.ingester.shelf.SegmentContent.Resident;
import io.millrace.ingester.shelf.SegmentContent.Spilled;
import io.millrace.schemas.model.OffsetRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PartitionShelfTest {
  private static final OffsetRange FIRST = new OffsetRange(0, 0, 10);
  private static final OffsetRange SECOND = new OffsetRange(0, 10, 20);

  private final MemoryBudget budget = new MemoryBudget(1 << 20);

  @TempDir private Path directory;

  @Test
  void sealedSegments_stayUntilTheyArePublished() throws IOException {
    PartitionShelf shelf = shelf(1 << 20);
    seal(shelf, FIRST, "one");
    seal(shelf, SECOND, "two");
    PartitionView before = shelf.view();

    shelf.dropBelow(15);

    assertThat(before.from()).isZero();
    assertThat(before.sealed()).hasSize(2);
    assertThat(shelf.view().from()).isEqualTo(10);
    assertThat(shelf.view().isBoundary(10)).isTrue();
    assertThat(shelf.view().isBoundary(0)).isFalse();
    shelf.dropBelow(20);
    assertThat(shelf.view().sealed()).isEmpty();
    assertThat(shelf.view().from()).isEqualTo(20);
    assertThat(budget.used()).isZero();
  }

  @Test
  void spillOldest_movesRowsToTheDiskAndFreesMemory() throws IOException {
    PartitionShelf shelf = shelf(1 << 20);
    seal(shelf, FIRST, "one");
    seal(shelf, SECOND, "two");

    assertThat(shelf.spillOldest()).isTrue();

    List<SealedSegment> sealed = shelf.view().sealed();
    SpillFile file = ((Spilled) sealed.getFirst().content()).file();
    assertThat(read(file)).containsExactly(new Row("a", "api", 1, "one"));
    assertThat(sealed.getLast().content()).isInstanceOf(Resident.class);
    assertThat(shelf.spillOldest()).isTrue();
    assertThat(shelf.spillOldest()).isFalse();
    assertThat(budget.used()).isZero();
  }

  @Test
  void spillFile_outlivesItsSegmentWhileSomebodyReads() throws IOException {
    SpillSpace space = new SpillSpace(directory, 1 << 20);
    PartitionShelf shelf = new Shelf().claim(0, space);
    seal(shelf, FIRST, "one");
    shelf.spillOldest();
    SpillFile file = ((Spilled) shelf.view().sealed().getFirst().content()).file();

    assertThat(file.retain()).isTrue();
    shelf.dropBelow(10);

    assertThat(read(file)).hasSize(1);
    file.release();
    assertThat(files()).isEmpty();
    assertThat(space.used()).isZero();
    assertThat(file.retain()).isFalse();
  }

  @Test
  void rows_leaveWhereTheDiskIsFull() throws IOException {
    SpillSpace space = new SpillSpace(directory, 1);
    PartitionShelf shelf = new Shelf().claim(0, space);
    seal(shelf, FIRST, "one");

    shelf.spillOldest();

    assertThat(shelf.view().sealed().getFirst().content()).isEqualTo(new Evicted());
    assertThat(budget.used()).isZero();
    assertThat(space.used()).isZero();
    assertThat(space.evictions()).isEqualTo(1);
    assertThat(files()).isEmpty();
  }

  @Test
  void awaitedSegments_areFilledOrGivenUp() throws IOException {
    PartitionShelf shelf = shelf(1 << 20);
    shelf.await(FIRST);
    shelf.await(SECOND);

    fill(shelf, FIRST);
    shelf.giveUp(SECOND);

    shelf.show(false, 20, 20, shelf.view().open());
    assertThat(shelf.view().sealed())
        .extracting(SealedSegment::content)
        .satisfiesExactly(
            first -> assertThat(first).isInstanceOf(Resident.class),
            second -> assertThat(second).isInstanceOf(Evicted.class));
    assertThat(shelf.awaits(FIRST)).isFalse();
  }

  @Test
  void rowsThatComeTooLateAreLetGo() throws IOException {
    PartitionShelf shelf = shelf(1 << 20);
    shelf.await(FIRST);
    shelf.dropBelow(10);

    fill(shelf, FIRST);

    assertThat(budget.used()).isZero();
  }

  @Test
  void aShelfThatWasTakenOverHoldsNothing() throws IOException {
    Shelf all = new Shelf();
    SpillSpace space = new SpillSpace(directory, 1 << 20);
    PartitionShelf old = all.claim(0, space);
    seal(old, FIRST, "one");
    old.await(SECOND);

    PartitionShelf taken = all.claim(0, space);
    seal(old, new OffsetRange(0, 20, 30), "late");
    all.release(old);

    assertThat(budget.used()).isZero();
    assertThat(all.view(0)).contains(taken.view());
    assertThat(old.awaits(SECOND)).isFalse();
  }

  @Test
  void leftoversOfAnEarlierProcessAreDeleted() throws IOException {
    Files.writeString(directory.resolve("0-0-0.spill"), "old");
    Files.writeString(directory.resolve("other"), "kept");

    SpillSpace space = new SpillSpace(directory, 1);

    assertThat(space.used()).isZero();
    assertThat(files()).containsExactly(directory.resolve("other"));
  }

  private PartitionShelf shelf(long spillBytes) throws IOException {
    return new Shelf().claim(0, new SpillSpace(directory, spillBytes));
  }

  private void seal(PartitionShelf shelf, OffsetRange range, String line) {
    OpenSegment segment = new OpenSegment(budget);
    TestRows.append(segment, List.of(new Row("a", "api", 1, line)));
    shelf.seal(range, segment, RowOrder.of(segment.rows()));
  }

  private void fill(PartitionShelf shelf, OffsetRange range) {
    OpenSegment segment = new OpenSegment(budget);
    TestRows.append(segment, List.of(new Row("a", "api", 1, "again")));
    shelf.fill(range, segment, RowOrder.of(segment.rows()));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private static List<Row> read(SpillFile file) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (SpillFile.Frame frame : file.frames()) {
      rows.addAll(Reading.rows(frame.tenant().value(), file.read(frame)));
    }
    return rows;
  }
}
