package io.millrace.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Compares an answer with a recorded one. What Loki leaves open is not compared: `stats`, the
/// order of streams and series (unless the case says `ordered`), the order of entries with equal
/// timestamps, and which entries of the last timestamp a `limit` cut.
final class GoldenAnswers {
  private static final double NEAR = 0.10;

  private final boolean ordered;
  private final boolean ignoreTimes;
  private final boolean near;
  private final int limit;
  private final boolean forward;

  /// `limit` and `forward` are those of the request: they say where a log answer may be cut.
  GoldenAnswers(JsonNode compare, int limit, boolean forward) {
    this.limit = limit;
    this.forward = forward;
    this.ordered = compare.path("ordered").asBoolean();
    this.ignoreTimes = compare.path("notime").asBoolean();
    this.near = compare.path("near").asBoolean();
  }

  /// What differs first, or the empty text where nothing does.
  String difference(String expectedBody, String actualBody) {
    JsonNode expected;
    JsonNode actual;
    try {
      expected = LokiClient.JSON.readTree(expectedBody);
    } catch (JsonProcessingException e) {
      return expectedBody.strip().equals(actualBody.strip())
          ? ""
          : "text is '%s', not '%s'".formatted(actualBody.strip(), expectedBody.strip());
    }
    try {
      actual = LokiClient.JSON.readTree(actualBody);
    } catch (JsonProcessingException e) {
      return "not JSON: " + actualBody;
    }
    return compare("$", canonical(expected), canonical(actual));
  }

  private JsonNode canonical(JsonNode answer) {
    JsonNode copy = answer.deepCopy();
    if (copy.path("data") instanceof ObjectNode data) {
      data.remove("stats");
      if (data.path("encodingFlags").isArray()) {
        data.set("encodingFlags", sorted(data.path("encodingFlags")));
      }
      JsonNode result = data.path("result");
      if (data.path("resultType").asText().equals("streams")) {
        data.set("result", streams(result));
      } else if (result.isArray() && !data.path("resultType").asText().equals("scalar")) {
        if (ignoreTimes) {
          dropTimes(result);
        }
        data.set("result", ordered ? result : sorted(result));
      } else if (ignoreTimes && result.isArray()) {
        data.set("result", LokiClient.JSON.createArrayNode().add(result.path(1)));
      }
    } else if (copy.path("data").isArray() && copy instanceof ObjectNode top) {
      top.set("data", sorted(copy.path("data")));
    }
    return copy;
  }

  /// Sorts streams by their labels and entries by time, and leaves out the entries of the last
  /// timestamp where the limit may have cut among them.
  private JsonNode streams(JsonNode result) {
    long edge = forward ? Long.MIN_VALUE : Long.MAX_VALUE;
    int entries = 0;
    for (JsonNode stream : result) {
      for (JsonNode value : stream.path("values")) {
        long timestamp = value.path(0).asLong();
        edge = forward ? Math.max(edge, timestamp) : Math.min(edge, timestamp);
        entries++;
      }
    }
    Map<String, List<String>> byStream = new TreeMap<>();
    for (JsonNode stream : result) {
      for (JsonNode value : stream.path("values")) {
        if (entries < limit || value.path(0).asLong() != edge) {
          byStream
              .computeIfAbsent(sortedKeys(stream.path("stream")).toString(), _ -> new ArrayList<>())
              .add(sortedKeys(value).toString());
        }
      }
    }
    byStream.values().forEach(Collections::sort);
    byStream.put("entries", List.of(Integer.toString(entries)));
    return LokiClient.JSON.valueToTree(byStream);
  }

  private static void dropTimes(JsonNode result) {
    for (JsonNode series : result) {
      if (series.path("value").isArray()) {
        ((com.fasterxml.jackson.databind.node.ArrayNode) series.path("value")).remove(0);
      }
    }
  }

  private static JsonNode sorted(JsonNode array) {
    List<JsonNode> items = new ArrayList<>();
    array.forEach(items::add);
    items.sort((a, b) -> sortedKeys(a).toString().compareTo(sortedKeys(b).toString()));
    return LokiClient.JSON.valueToTree(items);
  }

  private static JsonNode sortedKeys(JsonNode node) {
    if (node.isObject()) {
      TreeMap<String, JsonNode> fields = new TreeMap<>();
      node.properties().forEach(f -> fields.put(f.getKey(), sortedKeys(f.getValue())));
      return LokiClient.JSON.valueToTree(fields);
    }
    if (node.isArray()) {
      List<JsonNode> items = new ArrayList<>();
      node.forEach(item -> items.add(sortedKeys(item)));
      return LokiClient.JSON.valueToTree(items);
    }
    return node;
  }

  private String compare(String path, JsonNode expected, JsonNode actual) {
    if (expected.isObject() && actual.isObject()) {
      return compareObjects(path, expected, actual);
    }
    if (expected.isArray() && actual.isArray()) {
      if (expected.size() != actual.size()) {
        return "%s has %d items, not %d; first difference: %s"
            .formatted(path, actual.size(), expected.size(), firstDifference(expected, actual));
      }
      for (int i = 0; i < expected.size(); i++) {
        String difference = compare(path + "[" + i + "]", expected.get(i), actual.get(i));
        if (!difference.isEmpty()) {
          return difference;
        }
      }
      return "";
    }
    return same(expected, actual)
        ? ""
        : "%s is %s, not %s".formatted(path, cut(actual), cut(expected));
  }

  private String compareObjects(String path, JsonNode expected, JsonNode actual) {
    for (Iterator<String> names = expected.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!actual.has(name)) {
        return "%s lacks %s; it has %s".formatted(path, cut(name), cut(actual.fieldNames()));
      }
      String difference = compare(path + "." + name, expected.get(name), actual.get(name));
      if (!difference.isEmpty()) {
        return difference;
      }
    }
    for (Iterator<String> names = actual.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!expected.has(name)) {
        return "%s has %s, which was not recorded".formatted(path, cut(name));
      }
    }
    return "";
  }

  private boolean same(JsonNode expected, JsonNode actual) {
    if (expected.equals(actual)) {
      return true;
    }
    if (!near) {
      return expected.isNumber() && actual.isNumber() && expected.asDouble() == actual.asDouble();
    }
    try {
      double wanted = Double.parseDouble(expected.asText());
      double found = Double.parseDouble(actual.asText());
      return Math.abs(wanted - found) <= NEAR * Math.abs(wanted);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String firstDifference(JsonNode expected, JsonNode actual) {
    for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
      if (i >= expected.size() || i >= actual.size() || !expected.get(i).equals(actual.get(i))) {
        return "found %s, recorded %s".formatted(cut(actual.path(i)), cut(expected.path(i)));
      }
    }
    return "none";
  }

  private static String cut(Object value) {
    String text =
        value instanceof Iterator<?> names ? String.join(", ", names(names)) : value.toString();
    return text.length() <= 400 ? text : text.substring(0, 400) + "…";
  }

  private static List<String> names(Iterator<?> names) {
    List<String> list = new ArrayList<>();
    names.forEachRemaining(name -> list.add(name.toString()));
    return list;
  }
}
