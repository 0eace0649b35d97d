package io.millrace.store.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.model.OffsetRange;
import io.millrace.schemas.model.TenantId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectNamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"fake", "a-b_c.d", "it's(all)*odd!", "...", "merged"})
  void parse_givesBackTheParts(String tenant) {
    SegmentId segment =
        new SegmentId("-_Ab9-QwErTyUiOpAsDfGh", new OffsetRange(12, 34_567, 99_999), 7);
    TenantId id = new TenantId(tenant);

    String name = ObjectNames.of(segment, id);

    assertThat(name).matches("([A-Za-z0-9._=-]+/)*[A-Za-z0-9._=-]+").startsWith("logs/");
    assertThat(name).startsWith(ObjectNames.prefix(id));
    assertThat(ObjectNames.parse(name))
        .contains(new ObjectNames.Parts("-_Ab9-QwErTyUiOpAsDfGh", 12, 34_567, 7, id));
  }

  @Test
  void of_doesNotDependOnTheEnd() {
    SegmentId one = new SegmentId("t", new OffsetRange(0, 5, 6), 0);
    SegmentId other = new SegmentId("t", new OffsetRange(0, 5, 900), 0);

    assertThat(ObjectNames.of(one, TenantId.DEFAULT))
        .isEqualTo(ObjectNames.of(other, TenantId.DEFAULT));
  }

  @Test
  void merged_isAFunctionOfItsSources() {
    String name = ObjectNames.merged(TenantId.DEFAULT, List.of("a", "b"));

    assertThat(name).isEqualTo(ObjectNames.merged(TenantId.DEFAULT, List.of("a", "b")));
    assertThat(name).isNotEqualTo(ObjectNames.merged(TenantId.DEFAULT, List.of("ab")));
    assertThat(name).matches("logs/tenant=fake/merged/[0-9a-f]{64}\\.parquet");
    assertThat(ObjectNames.parse(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "logs/tenant=fake/t-0/5-0.parquet",
        "logs/tenant==zz/t-0/00000000000000000005-0.parquet",
        "logs/tenant=/t-0/00000000000000000005-0.parquet",
        "logs/tenant=fake/t-0/99999999999999999999-0.parquet",
        "other/tenant=fake/t-0/00000000000000000005-0.parquet"
      })
  void parse_knowsStrangers(String name) {
    assertThat(ObjectNames.parse(name)).isEmpty();
  }
}
