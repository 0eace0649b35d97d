package io.millrace.logql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.logql.ast.Expr;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GoldenTest {
  @TestFactory
  Stream<DynamicTest> parse_findsTheRecordedFault() {
    return Golden.lines("syntax-errors.jsonl")
        .map(
            golden -> {
              String query = golden.get("query").asText();
              return DynamicTest.dynamicTest(
                  "query " + query,
                  () ->
                      assertThatThrownBy(() -> LogQl.parse(query))
                          .isInstanceOf(LogQlSyntaxException.class)
                          .hasMessage(golden.get("error").asText()));
            });
  }

  @TestFactory
  Stream<DynamicTest> format_laysOutAsRecorded() {
    return Golden.lines("format-query.jsonl")
        .map(
            golden -> {
              String query = golden.get("query").asText();
              return DynamicTest.dynamicTest(
                  "query " + query,
                  () ->
                      assertThat(LogQl.format(query)).isEqualTo(golden.get("formatted").asText()));
            });
  }

  @TestFactory
  Stream<DynamicTest> print_readsBackAsTheSameTree() {
    return Golden.lines("queries.jsonl")
        .map(golden -> golden.get("query").asText())
        .map(
            query ->
                DynamicTest.dynamicTest(
                    query,
                    () -> {
                      Expr tree = LogQl.parse(query);

                      String printed = LogQl.print(tree);

                      assertThat(LogQl.parse(printed)).as(printed).isEqualTo(tree);
                    }));
  }
}
