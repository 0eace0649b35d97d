package io.millrace.gateway.push;

import io.millrace.gateway.decode.DecodeException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a body is written, by its headers.
record BodyFormat(boolean json, Packing packing) {
  /// What is around the payload. Snappy is part of the protobuf format itself, whatever the header
  /// says.
  enum Packing {
    NONE,
    GZIP,
    DEFLATE
  }

  /// @throws DecodeException with status 400 where the headers name no format that we know
  static BodyFormat of(@Nullable String contentType, @Nullable String contentEncoding)
      throws DecodeException {
    if (contentType == null || contentType.isBlank()) {
      throw new DecodeException(400, "mime: no media type");
    }
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return new BodyFormat(
        type.strip().toLowerCase(Locale.ROOT).equals("application/json"), packing(contentEncoding));
  }

  private static Packing packing(@Nullable String contentEncoding) throws DecodeException {
    return switch (contentEncoding) {
      case null -> Packing.NONE;
      case "", "snappy" -> Packing.NONE;
      case "gzip" -> Packing.GZIP;
      case "deflate" -> Packing.DEFLATE;
      default ->
          throw new DecodeException(
              400, "Content-Encoding \"%s\" not supported".formatted(contentEncoding));
    };
  }
}
