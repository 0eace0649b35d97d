package io.millrace.gateway.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.gateway.limits.ByteBudget;
import io.millrace.schemas.model.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class JsonDecoderTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonDecoder decoder = new JsonDecoder();
  private final DecodedPush push = new DecodedPush();
  private final ByteBudget budget = new ByteBudget(Long.MAX_VALUE);

  @Test
  void decode_readsWhatJacksonWrites() throws Exception {
    for (int seed = 0; seed < 500; seed++) {
      JsonNode request = random(new Random(seed));
      byte[] body = (seed % 2 == 0 ? request.toString() : request.toPrettyString()).getBytes(UTF_8);

      decoder.decode(body, body.length, push, budget.lease());

      assertThat(asJson()).as("seed %d", seed).isEqualTo(request);
    }
  }

  @Test
  void decode_unescapesEverything() throws Exception {
    String line = "\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u6f22\\ud83d\\ude00";
    byte[] body =
        "{\"streams\":[{\"values\":[[\"1\",\"%s\"]],\"stream\":{\"\\u0061\":\"\\u0062\"}}]}"
            .formatted(line)
            .getBytes(UTF_8);

    decoder.decode(body, body.length, push, budget.lease());

    assertThat(text(push.lineOffset(0), push.lineLength(0))).isEqualTo("\"\\/\b\f\n\r\té漢😀");
    assertThat(JsonLabels.read(push.data(), push.labelsOffset(0), push.labelsLength(0)))
        .containsExactly(new Label("a", "b"));
  }

  @Test
  void decode_refusesABodyCutAnywhere() throws Exception {
    byte[] body = random(new Random(3)).toString().getBytes(UTF_8);

    for (int length = 1; length < body.length; length++) {
      byte[] cut = Arrays.copyOf(body, length);
      assertThatThrownBy(() -> decoder.decode(cut, cut.length, push, budget.lease()))
          .as("length %d", length)
          .isInstanceOf(DecodeException.class);
    }
  }

  @Test
  void decode_endsOnAnyBytes() {
    for (int seed = 0; seed < 5000; seed++) {
      Random random = new Random(seed);
      byte[] body = random(random).toString().getBytes(UTF_8);
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        body[random.nextInt(body.length)] =
            random.nextBoolean()
                ? (byte) random.nextInt()
                : (byte) "{}[]\",:\\".charAt(random.nextInt(8));
      }

      try {
        decoder.decode(body, body.length, push, budget.lease());
        assertThat(push.streamCount()).as("seed %d", seed).isNotNegative();
      } catch (DecodeException expected) {
        assertThat(expected.status()).as("seed %d", seed).isEqualTo(400);
      }
    }
  }

  private static JsonNode random(Random random) {
    ObjectNode request = JSON.createObjectNode();
    ArrayNode streams = request.putArray("streams");
    for (int s = random.nextInt(1, 4); s > 0; s--) {
      ObjectNode stream = streams.addObject();
      stream.putObject("stream").put("app", text(random)).put("n", Integer.toString(s));
      ArrayNode values = stream.putArray("values");
      for (int v = random.nextInt(5); v > 0; v--) {
        ArrayNode entry = values.addArray();
        entry.add(Long.toString(random.nextLong(Long.MAX_VALUE)));
        entry.add(text(random));
        if (random.nextBoolean()) {
          entry.addObject().put("k" + v, text(random)).put("z", text(random));
        }
      }
    }
    return request;
  }

  private static String text(Random random) {
    int[] points = "abc \"\\/\b\n\té漢😀\u0001{}[],:".codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  private JsonNode asJson() {
    ObjectNode request = JSON.createObjectNode();
    ArrayNode streams = request.putArray("streams");
    for (int s = 0; s < push.streamCount(); s++) {
      ObjectNode stream = streams.addObject();
      ObjectNode labels = stream.putObject("stream");
      JsonLabels.read(push.data(), push.labelsOffset(s), push.labelsLength(s))
          .forEach(label -> labels.put(label.name(), label.value()));
      ArrayNode values = stream.putArray("values");
      for (int e = push.firstEntry(s); e < push.entryEnd(s); e++) {
        ArrayNode entry = values.addArray();
        entry.add(Long.toString(push.timestamp(e)));
        entry.add(text(push.lineOffset(e), push.lineLength(e)));
        List<Integer> pairs = new ArrayList<>();
        for (int p = push.firstPair(e); p < push.pairEnd(e); p++) {
          pairs.add(p);
        }
        if (!pairs.isEmpty()) {
          ObjectNode metadata = entry.addObject();
          pairs.forEach(
              p ->
                  metadata.put(
                      text(push.nameOffset(p), push.nameLength(p)),
                      text(push.valueOffset(p), push.valueLength(p))));
        }
      }
    }
    return request;
  }

  private String text(int offset, int length) {
    return new String(push.data(), offset, length, UTF_8);
  }
}
