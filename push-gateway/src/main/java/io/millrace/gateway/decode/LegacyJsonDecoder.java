package io.millrace.gateway.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.gateway.decode.DecodedPush.LabelSyntax;
import io.millrace.gateway.limits.ByteBudget.Lease;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/// The JSON of Loki's first clients: `{"streams": [{"labels": "{a=\"b\"}", "entries": [{"ts":
/// "2026-11-20T00:00:00Z", "line": "x"}]}]}`. Not safe for use by many threads.
public final class LegacyJsonDecoder {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final JsonCursor in = new JsonCursor();

  /// Fills `push` from `body[0, length)`. The body must stay as it is while the push is used.
  public void decode(byte[] body, int length, DecodedPush push, Lease lease)
      throws DecodeException {
    in.reset(body, length);
    push.reset(body, length, LabelSyntax.TEXT, lease);
    if (!in.objectStart()) {
      return;
    }
    in.enter("legacy.PushRequest.");
    do {
      if (in.field().equalsIgnoreCase("streams")) {
        in.enter("Streams: ");
        streams(push);
        in.leave();
      } else {
        in.skip();
      }
    } while (!in.objectEnd());
  }

  private void streams(DecodedPush push) throws DecodeException {
    if (in.sliceStart()) {
      do {
        stream(push);
      } while (!in.sliceEnd());
    }
  }

  private void stream(DecodedPush push) throws DecodeException {
    int labels = 0;
    int labelsLength = 0;
    if (in.objectStart()) {
      do {
        String name = in.field();
        if (name.equalsIgnoreCase("labels")) {
          string(push);
          labels = in.textOffset();
          labelsLength = in.textLength();
        } else if (name.equalsIgnoreCase("entries")) {
          entries(push);
        } else {
          in.skip();
        }
      } while (!in.objectEnd());
    }
    push.stream(labels, labelsLength);
  }

  private void entries(DecodedPush push) throws DecodeException {
    if (in.sliceStart()) {
      do {
        entry(push);
      } while (!in.sliceEnd());
    }
  }

  private void entry(DecodedPush push) throws DecodeException {
    long timestamp = 0;
    int line = 0;
    int lineLength = 0;
    if (in.objectStart()) {
      do {
        String name = in.field();
        if (name.equalsIgnoreCase("ts")) {
          string(push);
          timestamp = time(push);
        } else if (name.equalsIgnoreCase("line")) {
          string(push);
          line = in.textOffset();
          lineLength = in.textLength();
        } else if (name.equalsIgnoreCase("structuredMetadata")) {
          metadata(push);
        } else {
          in.skip();
        }
      } while (!in.objectEnd());
    }
    push.entry(timestamp, line, lineLength);
  }

  private void metadata(DecodedPush push) throws DecodeException {
    if (!in.objectStart()) {
      return;
    }
    do {
      string(push);
      int name = in.textOffset();
      int nameLength = in.textLength();
      in.expectColon();
      string(push);
      push.metadata(name, nameLength, in.textOffset(), in.textLength());
    } while (!in.objectEnd());
  }

  private void string(DecodedPush push) throws DecodeException {
    int c = in.next();
    if (c != '"') {
      throw in.error("ReadString", "expects \" or n, but found " + Character.toString(c));
    }
    if (!in.string(push)) {
      throw in.error("readEscapedChar", "invalid escape char after \\");
    }
  }

  private long time(DecodedPush push) throws DecodeException {
    String text = new String(push.data(), in.textOffset(), in.textLength(), UTF_8);
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano());
    } catch (DateTimeException | ArithmeticException e) {
      throw new DecodeException(
          400,
          "parsing time \"%s\" as \"2006-01-02T15:04:05Z07:00\": cannot parse".formatted(text));
    }
  }
}
