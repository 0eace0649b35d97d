package io.millrace.flusher.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.chunks.ChunkPart;
import io.millrace.schemas.chunks.ChunkPart.Pages;
import io.millrace.schemas.chunks.ChunkPart.Summary;
import io.millrace.schemas.chunks.ChunkPart.Trailer;
import io.millrace.schemas.model.OffsetRange;
import io.millrace.schemas.model.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartitionAssemblyTest {
  private static final SegmentId FIRST = new SegmentId("id", new OffsetRange(3, 0, 10), 0);
  private static final SegmentId SECOND = new SegmentId("id", new OffsetRange(3, 10, 20), 0);
  private static final TenantId BANK = new TenantId("bank");
  private static final TenantId SHOP = new TenantId("shop");

  private final PartitionAssembly assembly = new PartitionAssembly(3);

  private List<ClosedSegment> addAll(ChunkPart... parts) throws BrokenSegmentException {
    List<ClosedSegment> closed = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      Optional<ClosedSegment> segment = assembly.add(parts[i], 100 + i);
      segment.ifPresent(closed::add);
    }
    return closed;
  }

  private static Pages pages(SegmentId segment, int sequence, TenantId tenant, int bytes) {
    return new Pages(segment, sequence, tenant, new byte[bytes]);
  }

  private static Summary summary(SegmentId segment, int sequence, TenantId tenant) {
    return new Summary(segment, sequence, tenant, new byte[5]);
  }

  @Test
  void runOfParts_becomesASegment() throws BrokenSegmentException {
    List<ClosedSegment> closed =
        addAll(
            pages(FIRST, 0, BANK, 7),
            pages(FIRST, 1, BANK, 8),
            summary(FIRST, 2, BANK),
            pages(FIRST, 3, SHOP, 9),
            summary(FIRST, 4, SHOP),
            new Trailer(FIRST, 5, 2, 44, 1, 2),
            new Trailer(SECOND, 0, 0, 0, 10, 0));

    assertThat(closed).hasSize(2);
    ClosedSegment first = closed.getFirst();
    assertThat(first.id()).isEqualTo(FIRST);
    assertThat(first.nextOffset()).isEqualTo(106);
    assertThat(first.bytes()).isEqualTo(7 + 8 + 5 + 9 + 5);
    assertThat(first.tenants()).extracting(TenantPages::tenant).containsExactly(BANK, SHOP);
    assertThat(first.tenants().getFirst().pages()).extracting(p -> p.length).containsExactly(7, 8);
    assertThat(closed.getLast().tenants()).isEmpty();
    assertThat(assembly.bytes()).isZero();
  }

  @Test
  void bytes_areThoseOfTheOpenSegment() throws BrokenSegmentException {
    addAll(pages(FIRST, 0, BANK, 7), summary(FIRST, 1, BANK), pages(FIRST, 2, SHOP, 9));

    assertThat(assembly.bytes()).isEqualTo(7 + 5 + 9);
  }

  @Test
  void partOutOfSequence_isRefused() {
    assertBroken("segment", "needs part 0, found part 1", pages(FIRST, 1, BANK, 1));
    assertBroken(
        "segment",
        "needs part 1, found part 0",
        pages(FIRST, 0, BANK, 1),
        pages(FIRST, 0, BANK, 1));
  }

  @Test
  void segmentWithoutTrailer_isRefused() {
    assertBroken(
        "ends without trailer after 1 parts",
        "[10,20)",
        pages(FIRST, 0, BANK, 1),
        pages(SECOND, 0, BANK, 1));
  }

  @Test
  void segmentOfAnotherPartition_isRefused() {
    var stray = new SegmentId("id", new OffsetRange(4, 0, 10), 0);

    assertBroken("partition 3 holds segment", "another partition", pages(stray, 0, BANK, 1));
  }

  @Test
  void tenantsThatMix_areRefused() {
    assertBroken(
        "pages of tenant shop", "tenant bank", pages(FIRST, 0, BANK, 1), pages(FIRST, 1, SHOP, 1));
    assertBroken(
        "summary of tenant shop",
        "behind pages of tenant bank",
        pages(FIRST, 0, BANK, 1),
        summary(FIRST, 1, SHOP));
    assertBroken("summary of tenant bank", "behind pages of nobody", summary(FIRST, 0, BANK));
    assertBroken(
        "has tenant bank",
        "behind tenant shop",
        pages(FIRST, 0, SHOP, 1),
        summary(FIRST, 1, SHOP),
        pages(FIRST, 2, BANK, 1));
  }

  @Test
  void trailerThatDoesNotCount_isRefused() {
    assertBroken(
        "announces 2 tenants",
        "found 1",
        pages(FIRST, 0, BANK, 1),
        summary(FIRST, 1, BANK),
        new Trailer(FIRST, 2, 2, 1, 0, 0));
    assertBroken(
        "ends without the summary",
        "bank",
        pages(FIRST, 0, BANK, 1),
        new Trailer(FIRST, 1, 1, 1, 0, 0));
  }

  private static void assertBroken(String what, String more, ChunkPart... parts) {
    var assembly = new PartitionAssembly(3);
    assertThatThrownBy(
            () -> {
              for (ChunkPart part : parts) {
                assembly.add(part, 0);
              }
            })
        .isInstanceOf(BrokenSegmentException.class)
        .hasMessageContaining(what)
        .hasMessageContaining(more);
  }
}
