package io.millrace.schemas.recent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecentWireTest {
  private static final RecentRequest REQUEST =
      new RecentRequest(
          RecentRequest.Kind.STREAMS,
          new TenantId("acme"),
          List.of(
              new LabelMatcher("app", LabelMatcher.Op.EQUAL, "api"),
              new LabelMatcher("env", LabelMatcher.Op.NOT_MATCHES, "dev|tést")),
          -5,
          Long.MAX_VALUE,
          List.of("timeout", "ünïcode"),
          Map.of(3, 17L));

  @Test
  void request_comesBackAsItWas() throws IOException {
    assertThat(RecentWire.decodeRequest(RecentWire.encode(REQUEST))).isEqualTo(REQUEST);
  }

  @Test
  void request_hasTheBytesOfVersion1() {
    RecentRequest request =
        new RecentRequest(
            new TenantId("t"),
            List.of(new LabelMatcher("a", LabelMatcher.Op.NOT_EQUAL, "b")),
            1,
            2,
            List.of("x"),
            Map.of(3, 4L));

    assertThat(HexFormat.of().formatHex(RecentWire.encode(request)))
        .isEqualTo(
            "01"
                + "00000004524f5753"
                + "0000000174"
                + "00000001"
                + "000000094e4f545f455155414c"
                + "0000000161"
                + "0000000162"
                + "0000000000000001"
                + "0000000000000002"
                + "00000001"
                + "0000000178"
                + "00000001"
                + "00000003"
                + "0000000000000004");
  }

  @Test
  void request_isRefusedAtEveryTruncation() {
    byte[] whole = RecentWire.encode(REQUEST);

    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> RecentWire.decodeRequest(part)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void request_ofAnotherVersionIsRefused() {
    byte[] bytes = RecentWire.encode(REQUEST);
    bytes[0] = 2;

    assertThatThrownBy(() -> RecentWire.decodeRequest(bytes))
        .hasMessage("recent request has version 2, not 1");
  }

  @Test
  void request_withABrokenRegexIsRefused() {
    byte[] bytes = RecentWire.encode(REQUEST);
    String hex = HexFormat.of().formatHex(bytes).replace("6465767c74", "6465765b74");

    assertThatThrownBy(() -> RecentWire.decodeRequest(HexFormat.of().parseHex(hex)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("recent request is not valid");
  }

  @Test
  void frames_comeBackInTheirOrder() throws IOException {
    List<RecentFrame> frames =
        List.of(
            new Streams(
                List.of(
                    new StreamRows(Labels.of(Map.of("app", "api", "x", "ö")), 2, 30, -4, 5),
                    new StreamRows(Labels.EMPTY, 1, 1, 1, 1))),
            new Covered(new OffsetRange(2, 10, 20)),
            new Missing(3, 7, Reason.NO_BOUNDARY),
            new Failed("disk is gone"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (RecentFrame frame : frames) {
      RecentWire.write(frame, out);
    }

    ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
    List<RecentFrame> read = new ArrayList<>();
    for (var frame = RecentWire.read(in); frame.isPresent(); frame = RecentWire.read(in)) {
      read.add(frame.get());
    }

    assertThat(read).isEqualTo(frames);
  }

  @Test
  void rows_keepTheirPayload() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RecentWire.write(new Rows(new byte[] {7, 8, 9}), out);

    Optional<RecentFrame> read = RecentWire.read(new ByteArrayInputStream(out.toByteArray()));

    assertThat(read)
        .hasValueSatisfying(
            frame ->
                assertThat(frame)
                    .isInstanceOfSatisfying(
                        Rows.class, rows -> assertThat(rows.payload()).containsExactly(7, 8, 9)));
  }

  @Test
  void frame_thatEndsEarlyIsNotTakenForTheEnd() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RecentWire.write(new Covered(new OffsetRange(2, 10, 20)), out);
    byte[] whole = out.toByteArray();

    for (int length = 1; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> RecentWire.read(new ByteArrayInputStream(part)))
          .isInstanceOf(EOFException.class);
    }
  }

  @Test
  void frame_largerThanTheCapIsRefusedBeforeItIsRead() {
    byte[] head = {127, 0, 0, 0, 1};

    assertThatThrownBy(() -> RecentWire.read(new ByteArrayInputStream(head)))
        .hasMessage("a frame has 1 to 67108864 bytes, found 2130706432");
  }
}
