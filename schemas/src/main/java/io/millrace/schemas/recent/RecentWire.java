package io.millrace.schemas.recent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.re2j.PatternSyntaxException;
import io.millrace.schemas.model.Label;
import io.millrace.schemas.model.LabelMatcher;
import io.millrace.schemas.model.Labels;
import io.millrace.schemas.model.OffsetRange;
import io.millrace.schemas.model.TenantId;
import io.millrace.schemas.recent.RecentFrame.Covered;
import io.millrace.schemas.recent.RecentFrame.Failed;
import io.millrace.schemas.recent.RecentFrame.Missing;
import io.millrace.schemas.recent.RecentFrame.Reason;
import io.millrace.schemas.recent.RecentFrame.Rows;
import io.millrace.schemas.recent.RecentFrame.StreamRows;
import io.millrace.schemas.recent.RecentFrame.Streams;
import io.millrace.schemas.recent.RecentRequest.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// [RecentRequest] and [RecentFrame] as bytes; the layout is the package's.
public final class RecentWire {
  /// The media type of both.
  public static final String CONTENT_TYPE = "application/vnd.millrace.recent";

  private static final int VERSION = 1;
  private static final int MAX_FRAME_BYTES = 64 << 20;
  private static final int MAX_ITEMS = 1 << 20;

  private static final int ROWS = 1;
  private static final int STREAMS = 2;
  private static final int COVERED = 3;
  private static final int MISSING = 4;
  private static final int FAILED = 5;

  private RecentWire() {}

  /// The body of a request.
  public static byte[] encode(RecentRequest request) {
    return bytes(
        out -> {
          out.writeByte(VERSION);
          writeText(request.kind().name(), out);
          writeText(request.tenant().value(), out);
          out.writeInt(request.matchers().size());
          for (LabelMatcher matcher : request.matchers()) {
            writeText(matcher.op().name(), out);
            writeText(matcher.name(), out);
            writeText(matcher.value(), out);
          }
          out.writeLong(request.fromTimestamp());
          out.writeLong(request.toTimestamp());
          out.writeInt(request.requiredLiterals().size());
          for (String literal : request.requiredLiterals()) {
            writeText(literal, out);
          }
          out.writeInt(request.fromOffsets().size());
          for (Map.Entry<Integer, Long> offset : request.fromOffsets().entrySet()) {
            out.writeInt(offset.getKey());
            out.writeLong(offset.getValue());
          }
        });
  }

  /// The request that [#encode] made these bytes of.
  ///
  /// @throws IOException if the bytes are not a request of version 1
  public static RecentRequest decodeRequest(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("recent request has version %d, not %d".formatted(version, VERSION));
    }
    try {
      Kind kind = Kind.valueOf(readText(in));
      TenantId tenant = new TenantId(readText(in));
      List<LabelMatcher> matchers = new ArrayList<>();
      for (int i = readCount(in); i > 0; i--) {
        LabelMatcher.Op op = LabelMatcher.Op.valueOf(readText(in));
        matchers.add(new LabelMatcher(readText(in), op, readText(in)));
      }
      long fromTimestamp = in.readLong();
      long toTimestamp = in.readLong();
      List<String> literals = new ArrayList<>();
      for (int i = readCount(in); i > 0; i--) {
        literals.add(readText(in));
      }
      Map<Integer, Long> offsets = new HashMap<>();
      for (int i = readCount(in); i > 0; i--) {
        offsets.put(in.readInt(), in.readLong());
      }
      return new RecentRequest(
          kind, tenant, matchers, fromTimestamp, toTimestamp, literals, offsets);
    } catch (IllegalArgumentException | PatternSyntaxException e) {
      throw new IOException("recent request is not valid: " + e.getMessage(), e);
    }
  }

  /// Writes one frame; the stream stays open.
  public static void write(RecentFrame frame, OutputStream out) throws IOException {
    byte[] body =
        switch (frame) {
          case Rows rows -> rows.payload();
          case Streams streams -> bytes(to -> writeStreams(streams, to));
          case Covered(OffsetRange range) ->
              bytes(
                  to -> {
                    to.writeInt(range.partition());
                    to.writeLong(range.from());
                    to.writeLong(range.to());
                  });
          case Missing missing ->
              bytes(
                  to -> {
                    to.writeInt(missing.partition());
                    to.writeLong(missing.fromOffset());
                    writeText(missing.reason().name(), to);
                  });
          case Failed(String message) -> message.getBytes(UTF_8);
        };
    DataOutputStream framed = new DataOutputStream(out);
    framed.writeInt(body.length + 1);
    framed.writeByte(type(frame));
    framed.write(body);
    framed.flush();
  }

  /// Reads the next frame, or nothing at the end of the stream.
  ///
  /// @throws EOFException if the stream ends inside a frame
  public static Optional<RecentFrame> read(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
    if (length < 1 || length > MAX_FRAME_BYTES) {
      throw new IOException(
          "a frame has 1 to %d bytes, found %d".formatted(MAX_FRAME_BYTES, length));
    }
    int type = in.readUnsignedByte();
    byte[] body = in.readNBytes(length - 1);
    if (body.length < length - 1) {
      throw new EOFException(
          "a frame of %d bytes ends after %d".formatted(length, body.length + 1));
    }
    return Optional.of(frame(type, body));
  }

  private static RecentFrame frame(int type, byte[] body) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
    try {
      return switch (type) {
        case ROWS -> new Rows(body);
        case STREAMS -> readStreams(in);
        case COVERED -> new Covered(new OffsetRange(in.readInt(), in.readLong(), in.readLong()));
        case MISSING -> new Missing(in.readInt(), in.readLong(), Reason.valueOf(readText(in)));
        case FAILED -> new Failed(new String(body, UTF_8));
        default -> throw new IOException("a frame has the type 1 to 5, found " + type);
      };
    } catch (IllegalArgumentException e) {
      throw new IOException("frame of type %d is not valid: %s".formatted(type, e.getMessage()), e);
    }
  }

  private static int type(RecentFrame frame) {
    return switch (frame) {
      case Rows _ -> ROWS;
      case Streams _ -> STREAMS;
      case Covered _ -> COVERED;
      case Missing _ -> MISSING;
      case Failed _ -> FAILED;
    };
  }

  private static void writeStreams(Streams streams, DataOutputStream out) throws IOException {
    out.writeInt(streams.streams().size());
    for (StreamRows stream : streams.streams()) {
      out.writeInt(stream.labels().pairs().size());
      for (Label pair : stream.labels().pairs()) {
        writeText(pair.name(), out);
        writeText(pair.value(), out);
      }
      out.writeLong(stream.rows());
      out.writeLong(stream.rawBytes());
      out.writeLong(stream.minTimestamp());
      out.writeLong(stream.maxTimestamp());
    }
  }

  private static Streams readStreams(DataInputStream in) throws IOException {
    List<StreamRows> streams = new ArrayList<>();
    for (int i = readCount(in); i > 0; i--) {
      List<Label> pairs = new ArrayList<>();
      for (int pair = readCount(in); pair > 0; pair--) {
        pairs.add(new Label(readText(in), readText(in)));
      }
      streams.add(
          new StreamRows(
              Labels.of(pairs), in.readLong(), in.readLong(), in.readLong(), in.readLong()));
    }
    return new Streams(streams);
  }

  private static void writeText(String text, DataOutputStream out) throws IOException {
    byte[] utf8 = text.getBytes(UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException(
          "a text has 0 to %d bytes here, found %d".formatted(in.available(), length));
    }
    return new String(in.readNBytes(length), UTF_8);
  }

  private static int readCount(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MAX_ITEMS) {
      throw new IOException("a list has 0 to %d items, found %d".formatted(MAX_ITEMS, count));
    }
    return count;
  }

  private interface Body {
    void write(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      body.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
