package io.millrace.gateway.push;

import io.millrace.gateway.limits.Tenant;
import io.millrace.gateway.metrics.GatewayMetrics;
import io.millrace.gateway.validate.StreamState;
import io.millrace.gateway.validate.ValidPush;
import java.util.Arrays;

/// What is to be noted when a push is acknowledged: taken from tables that are used again by then.
final class Acknowledgement {
  private static final String FORMAT = "loki";

  private final StreamState[] streams;
  private final long[] highest;
  private final long lines;
  private final long bytes;
  private final long metadataBytes;

  Acknowledgement(ValidPush valid) {
    this.streams = new StreamState[valid.streamCount()];
    Arrays.setAll(streams, valid::state);
    this.highest = new long[streams.length];
    Arrays.setAll(highest, valid::highest);
    this.lines = valid.entryCount();
    this.bytes = valid.bytes();
    this.metadataBytes = valid.metadataBytes();
  }

  void arrived(Tenant tenant, GatewayMetrics metrics) {
    for (int stream = 0; stream < streams.length; stream++) {
      streams[stream].advance(highest[stream]);
    }
    metrics.received(tenant.id().value(), FORMAT, lines, bytes, metadataBytes);
  }
}
