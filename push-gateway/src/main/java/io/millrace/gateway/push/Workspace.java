package io.millrace.gateway.push;

import io.millrace.gateway.decode.DecodeException;
import io.millrace.gateway.decode.DecodedPush;
import io.millrace.gateway.decode.Inflation;
import io.millrace.gateway.decode.JsonDecoder;
import io.millrace.gateway.decode.LegacyJsonDecoder;
import io.millrace.gateway.decode.ProtobufDecoder;
import io.millrace.gateway.limits.ByteBudget.ExhaustedException;
import io.millrace.gateway.limits.ByteBudget.Lease;
import io.millrace.gateway.produce.RecordEncoder;
import io.millrace.gateway.push.PushBody.Dialect;
import io.millrace.gateway.validate.PushValidator;
import io.millrace.gateway.validate.ValidPush;

/// Everything that one push needs of the CPU, with buffers that are used again. For one push at a
/// time.
final class Workspace implements AutoCloseable {
  private final Inflation inflation = new Inflation();
  private final ProtobufDecoder protobuf = new ProtobufDecoder();
  private final JsonDecoder json = new JsonDecoder();
  private final LegacyJsonDecoder legacyJson = new LegacyJsonDecoder();
  private final DecodedPush decoded = new DecodedPush();
  private final ValidPush valid = new ValidPush();
  private final PushValidator validator;
  private final RecordEncoder encoder;

  Workspace(PushValidator validator, RecordEncoder encoder) {
    this.validator = validator;
    this.encoder = encoder;
  }

  /// Decodes `body[0, length)`, which must stay as it is until [#release()].
  DecodedPush decode(
      byte[] body, int length, BodyFormat format, Dialect dialect, long maxBytes, Lease lease)
      throws DecodeException, ExhaustedException {
    byte[] data = body;
    int size = length;
    switch (format.packing()) {
      case NONE -> {}
      case GZIP -> inflation.gunzip(body, length, maxBytes, lease);
      case DEFLATE -> inflation.inflate(body, length, maxBytes, lease);
    }
    if (format.packing() != BodyFormat.Packing.NONE) {
      data = inflation.data();
      size = inflation.length();
    }
    if (!format.json()) {
      protobuf.decode(data, size, maxBytes, decoded, lease);
    } else if (dialect == Dialect.CURRENT) {
      json.decode(data, size, decoded, lease);
    } else {
      legacyJson.decode(data, size, decoded, lease);
    }
    return decoded;
  }

  PushValidator validator() {
    return validator;
  }

  ValidPush valid() {
    return valid;
  }

  RecordEncoder encoder() {
    return encoder;
  }

  /// Lets go of the push.
  void release() {
    decoded.release();
    protobuf.release();
    inflation.release();
  }

  @Override
  public void close() {
    inflation.close();
    encoder.close();
  }
}
