package io.millrace.logql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.logql.ast.Expr;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GoldenTest {
  @TestFactory
  Stream<DynamicTest> parse_findsTheRecordedFault() {
    return forEach(
        "syntax-errors.jsonl",
        (query, golden) ->
            assertThatThrownBy(() -> LogQl.parse(query))
                .isInstanceOf(LogQlSyntaxException.class)
                .hasMessage(golden.get("error").asText()));
  }

  @TestFactory
  Stream<DynamicTest> format_laysOutAsRecorded() {
    return forEach(
        "format-query.jsonl",
        (query, golden) ->
            assertThat(LogQl.format(query)).isEqualTo(golden.get("formatted").asText()));
  }

  @TestFactory
  Stream<DynamicTest> print_readsBackAsTheSameTree() {
    return forEach(
        "queries.jsonl",
        (query, _) -> {
          Expr tree = LogQl.parse(query);

          String printed = LogQl.print(tree);

          assertThat(LogQl.parse(printed)).as(printed).isEqualTo(tree);
        });
  }

  private static Stream<DynamicTest> forEach(String resource, BiConsumer<String, JsonNode> test) {
    return Golden.lines(resource)
        .map(
            golden -> {
              String query = golden.get("query").asText();
              return DynamicTest.dynamicTest("query " + query, () -> test.accept(query, golden));
            });
  }
}
