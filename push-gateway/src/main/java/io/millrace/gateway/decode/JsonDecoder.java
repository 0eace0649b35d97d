package io.millrace.gateway.decode;

import io.millrace.gateway.decode.DecodedPush.LabelSyntax;
import io.millrace.gateway.limits.ByteBudget.Lease;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Loki's JSON: `{"streams": [{"stream": {"a": "b"}, "values": [["1", "line", {"k": "v"}]]}]}`.
///
/// Strings without escapes stay where they are in the body; the others are appended to the push. A
/// mistake in the shape of a stream is reported at the end of that stream, and a mistake in the
/// syntax goes before it, as in Loki. Not safe for use by many threads.
public final class JsonDecoder {
  private static final byte[] STREAM = {'s', 't', 'r', 'e', 'a', 'm'};
  private static final byte[] VALUES = {'v', 'a', 'l', 'u', 'e', 's'};

  private final JsonCursor in = new JsonCursor();
  private @Nullable JsonProblem problem;

  /// Fills `push` from `body[0, length)`. The body must stay as it is while the push is used.
  public void decode(byte[] body, int length, DecodedPush push, Lease lease)
      throws DecodeException {
    in.reset(body, length);
    push.reset(body, length, LabelSyntax.JSON, lease);
    if (!in.objectStart()) {
      return;
    }
    in.enter("loghttp.PushRequest.");
    do {
      if (in.field().equalsIgnoreCase("streams")) {
        in.enter("Streams: []loghttp.LogProtoStream: ");
        streams(body, push);
        in.leave();
      } else {
        in.skip();
      }
    } while (!in.objectEnd());
  }

  private void streams(byte[] body, DecodedPush push) throws DecodeException {
    if (!in.sliceStart()) {
      return;
    }
    do {
      problem = null;
      stream(body, push);
      if (problem != null) {
        throw in.error("unmarshalerDecoder", problem.text());
      }
    } while (!in.sliceEnd());
  }

  private void stream(byte[] body, DecodedPush push) throws DecodeException {
    if (in.peek() != '{') {
      in.skip();
      found(JsonProblem.NOT_AN_OBJECT);
      return;
    }
    in.next();
    int labels = 0;
    int labelsLength = 0;
    boolean more = in.peek() != '}';
    if (!more) {
      in.next();
    }
    while (more) {
      int name = in.position() + 1;
      int nameLength = in.skippedFieldName() - name;
      int first = in.peek();
      int value = in.position();
      if (is(body, name, nameLength, STREAM)) {
        in.skip();
        if (first != '{') {
          found(JsonProblem.NOT_AN_OBJECT);
        }
        labels = value;
        labelsLength = in.position() - value;
      } else if (is(body, name, nameLength, VALUES)) {
        values(push);
      } else {
        in.skip();
      }
      more = in.moreFields();
    }
    push.stream(labels, labelsLength);
  }

  private void values(DecodedPush push) throws DecodeException {
    if (in.peek() != '[') {
      scalar();
      return;
    }
    in.next();
    if (in.peek() == ']') {
      in.next();
      return;
    }
    do {
      int first = in.peek();
      if (first == '[') {
        entry(push);
      } else if (first == 'n') {
        in.skip();
      } else {
        scalar();
      }
    } while (in.moreItems());
  }

  private void entry(DecodedPush push) throws DecodeException {
    in.next();
    long timestamp = 0;
    int line = 0;
    int lineLength = 0;
    boolean more = in.peek() != ']';
    if (!more) {
      in.next();
    }
    for (int i = 0; more; i++) {
      int first = in.peek();
      if (i == 2 && first == '{') {
        metadata(push);
      } else if (i >= 2) {
        in.skip();
        if (i == 2) {
          found(JsonProblem.NOT_AN_OBJECT);
        }
      } else if (string(push)) {
        if (i == 0) {
          timestamp = number(push.data(), in.textOffset(), in.textLength());
        } else {
          line = in.textOffset();
          lineLength = in.textLength();
        }
      }
      more = in.moreItems();
    }
    push.entry(timestamp, line, lineLength);
  }

  private void metadata(DecodedPush push) throws DecodeException {
    in.next();
    if (in.peek() == '}') {
      in.next();
      return;
    }
    do {
      if (!string(push)) {
        // a name that is no string is a mistake of syntax, found by the colon's absence
        in.expectColon();
        in.skip();
        continue;
      }
      int name = in.textOffset();
      int nameLength = in.textLength();
      in.expectColon();
      if (string(push)) {
        push.metadata(name, nameLength, in.textOffset(), in.textLength());
      }
    } while (in.moreFields());
  }

  /// Reads a string; of anything else only finds that it is none.
  private boolean string(DecodedPush push) throws DecodeException {
    if (in.peek() != '"') {
      in.skip();
      found(JsonProblem.NOT_A_STRING);
      return false;
    }
    in.next();
    if (!in.string(push)) {
      found(JsonProblem.BAD_ESCAPE);
      return false;
    }
    return true;
  }

  /// Passes something that should be an array.
  private void scalar() throws DecodeException {
    boolean quoted = in.peek() == '"';
    int start = in.position();
    in.skip();
    int length = in.position() - start - (quoted ? 2 : 0);
    found(length <= 1 ? JsonProblem.MALFORMED : JsonProblem.UNKNOWN_TYPE);
  }

  private long number(byte[] data, int offset, int length) {
    int end = offset + length;
    boolean negative = length > 0 && data[offset] == '-';
    int at = negative ? offset + 1 : offset;
    if (at == end) {
      found(JsonProblem.NOT_A_NUMBER);
      return 0;
    }
    long value = 0;
    for (; at < end; at++) {
      int digit = data[at] - '0';
      if (digit < 0 || digit > 9) {
        found(JsonProblem.NOT_A_NUMBER);
        return 0;
      }
      if (value > (Long.MAX_VALUE - digit) / 10) {
        found(JsonProblem.OVERFLOW);
        return 0;
      }
      value = value * 10 + digit;
    }
    return negative ? -value : value;
  }

  private void found(JsonProblem what) {
    if (problem == null) {
      problem = what;
    }
  }

  private static boolean is(byte[] data, int offset, int length, byte[] word) {
    return length == word.length && Arrays.equals(data, offset, offset + length, word, 0, length);
  }
}
