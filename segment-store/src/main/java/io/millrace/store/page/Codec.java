package io.millrace.store.page;

import java.util.Locale;

/// How the pages of an object are compressed. The timestamps never are: they are packed already,
/// and no codec makes them smaller.
public enum Codec {
  ZSTD,
  LZ4,
  SNAPPY,
  GZIP;

  /// The codec of that name, in any case: `zstd`, `lz4`, `snappy` or `gzip`.
  ///
  /// @throws IllegalArgumentException for any other name
  public static Codec of(String name) {
    for (Codec codec : values()) {
      if (codec.label().equals(name.toLowerCase(Locale.ROOT))) {
        return codec;
      }
    }
    throw new IllegalArgumentException(
        "unknown codec '%s': zstd, lz4, snappy or gzip".formatted(name));
  }

  /// The name in lower case, as settings and descriptions write it.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
