package io.millrace.logql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LayoutTest {
  @Test
  void format_putsTheArgumentsOfARangeFunctionOnTheirLines() {
    String query =
        "quantile_over_time(0.99,{container=\"ingress-nginx\",service=\"hosted-grafana\"}| json|"
            + " unwrap response_latency_seconds| __error__=\"\"[1m]) by (cluster)";

    String formatted = LogQl.format(query);

    assertThat(formatted)
        .isEqualTo(
            """
            quantile_over_time(
              0.99,
              {container="ingress-nginx", service="hosted-grafana"} | json
                | unwrap response_latency_seconds
                | __error__="" [1m]
            ) by (cluster)\
            """);
  }

  @Test
  void format_putsAnOperatorBetweenItsSides() {
    String side =
        "sum(rate({job=\"loki\", namespace=\"%s\", cluster=\"loki-dev-us\"} |= \"err\" [5m]))";
    String query =
        side.formatted("a-long-namespace-one") + "+" + side.formatted("a-long-namespace-two");

    String formatted = LogQl.format(query);

    assertThat(formatted)
        .isEqualTo(
            """
              sum(rate({job="loki", namespace="a-long-namespace-one", cluster="loki-dev-us"} |= "err"[5m]))
            +
              sum(rate({job="loki", namespace="a-long-namespace-two", cluster="loki-dev-us"} |= "err"[5m]))\
            """);
  }

  @Test
  void format_breaksTheRestWhenItIsLong() {
    String query =
        "label_replace(topk(5, sum by (a_rather_long_label)"
            + "(count_over_time({app=\"api\"}[1h] offset 90s))), \"destination\", \"$1\","
            + " \"source\", \"(.*)\")";

    String formatted = LogQl.format(query);

    assertThat(formatted)
        .isEqualTo(
            """
            label_replace(
              topk(5,sum by (a_rather_long_label)(count_over_time({app="api"}[1h] offset 1m30s))),
              "destination",
              "$1",
              "source",
              "(.*)"
            )\
            """);
  }

  @Test
  void format_roundsWhatPrintKeeps() {
    String query = "{a=\"b\"} | size>1536B | took>90s";

    assertThat(LogQl.format(query)).isEqualTo("{a=\"b\"} | size>1.5kB | took>1m30s");
    assertThat(LogQl.print(LogQl.parse(query))).isEqualTo("{a=\"b\"} | size>1536B | took>1m30s");
  }
}
