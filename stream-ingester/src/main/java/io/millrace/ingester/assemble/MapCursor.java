package io.millrace.ingester.assemble;

/// A position in an Avro map in normal form (see `io.millrace.schemas.logs`) that was checked when
/// it was appended: one block of pairs, its count in front.
final class MapCursor {
  private final byte[] bytes;
  private int at;

  MapCursor(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  /// A count or a length: non-negative, in Avro's zigzag form.
  int number() {
    long bits = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes[at++];
      bits |= (next & 0x7FL) << shift;
      shift += 7;
    } while (next < 0);
    return (int) (bits >>> 1);
  }

  /// Moves over a text and answers where it begins.
  int skip(int length) {
    int from = at;
    at += length;
    return from;
  }

  /// Bytes of the values of a map that begins at `at`.
  static int valueBytes(byte[] bytes, int at) {
    MapCursor map = new MapCursor(bytes, at);
    int sum = 0;
    for (int pair = map.number(); pair > 0; pair--) {
      map.skip(map.number());
      int length = map.number();
      map.skip(length);
      sum += length;
    }
    return sum;
  }
}
