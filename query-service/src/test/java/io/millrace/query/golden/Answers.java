package io.millrace.query.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Answers in a form that can be compared: without statistics, in an order of their own where Loki
/// has none, and without the entries of the last timestamp where a limit cut there.
final class Answers {
  private Answers() {}

  /// Comparable text of an answer of status 200.
  static String canonical(String body, int limit, boolean forward, boolean withoutTimes) {
    JsonNode answer;
    try {
      answer = GoldenPushes.JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return body;
    }
    if (answer.path("data") instanceof ObjectNode data) {
      data.remove("stats");
      switch (data.path("resultType").asText()) {
        case "streams" -> data.set("result", streams(data.path("result"), limit, forward));
        case "vector", "matrix" -> data.set("result", samples(data.path("result"), withoutTimes));
        default -> {}
      }
    } else if (answer.path("data").isArray() && answer instanceof ObjectNode top) {
      top.set("data", sorted(answer.path("data")));
    }
    return sortedKeys(answer).toPrettyString();
  }

  private static JsonNode streams(JsonNode result, int limit, boolean forward) {
    long last = cut(result, limit, forward);
    Map<String, List<String>> streams = new TreeMap<>();
    for (JsonNode stream : result) {
      List<String> entries = new ArrayList<>();
      for (JsonNode entry : stream.path("values")) {
        if (entry.path(0).asLong() != last) {
          entries.add(sortedKeys(entry).toString());
        }
      }
      if (!entries.isEmpty()) {
        entries.sort(Comparator.naturalOrder());
        streams.put(sortedKeys(stream.path("stream")).toString(), entries);
      }
    }
    return GoldenPushes.JSON.valueToTree(streams);
  }

  /// The timestamp at which the limit cut, or -1.
  private static long cut(JsonNode result, int limit, boolean forward) {
    long count = 0;
    long last = -1;
    for (JsonNode stream : result) {
      for (JsonNode entry : stream.path("values")) {
        long time = entry.path(0).asLong();
        last = count++ == 0 ? time : forward ? Math.max(last, time) : Math.min(last, time);
      }
    }
    return count >= limit ? last : -1;
  }

  private static JsonNode samples(JsonNode result, boolean withoutTimes) {
    if (withoutTimes) {
      for (JsonNode series : result) {
        if (series.path("value") instanceof ArrayNode value) {
          value.remove(0);
        }
      }
    }
    return sorted(result);
  }

  private static JsonNode sorted(JsonNode array) {
    List<JsonNode> items = new ArrayList<>();
    array.forEach(item -> items.add(sortedKeys(item)));
    items.sort(Comparator.comparing(JsonNode::toString));
    return GoldenPushes.JSON.valueToTree(items);
  }

  private static JsonNode sortedKeys(JsonNode node) {
    if (node.isObject()) {
      TreeMap<String, JsonNode> fields = new TreeMap<>();
      node.properties().forEach(f -> fields.put(f.getKey(), sortedKeys(f.getValue())));
      return GoldenPushes.JSON.valueToTree(fields);
    }
    if (node.isArray()) {
      List<JsonNode> items = new ArrayList<>();
      node.forEach(item -> items.add(sortedKeys(item)));
      return GoldenPushes.JSON.valueToTree(items);
    }
    return node;
  }
}
