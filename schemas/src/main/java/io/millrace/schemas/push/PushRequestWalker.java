package io.millrace.schemas.push;

/// Walks a push request. Not safe for use by many threads.
public final class PushRequestWalker {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int START_GROUP = 3;
  private static final int END_GROUP = 4;
  private static final int FIXED32 = 5;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private byte[] data = new byte[0];
  private int at;

  /// Of the timestamp that was walked last.
  private long timestamp;

  /// Shows the request in `[offset, offset + length)` to `visitor`.
  ///
  /// @throws MalformedPushException if the bytes break off or are no protobuf; what `visitor` has
  ///   seen by then must be thrown away
  public void walk(byte[] data, int offset, int length, PushVisitor visitor)
      throws MalformedPushException {
    this.data = data;
    at = offset;
    int end = offset + length;
    while (at < end) {
      int tag = readTag(end);
      if (isField(tag, 1, "Streams")) {
        walkStream(readLength(end), visitor);
      } else if (isField(tag, 2, "Format")) {
        step(readLength(end), end);
      } else {
        skip(tag, end, "PushRequest");
      }
    }
  }

  private void walkStream(int length, PushVisitor visitor) throws MalformedPushException {
    int end = at + length;
    int labels = at;
    int labelsLength = 0;
    while (at < end) {
      int tag = readTag(end);
      if (isField(tag, 2, "Entries")) {
        walkEntry(readLength(end), visitor);
      } else if (isField(tag, 1, "Labels")) {
        labelsLength = readLength(end);
        labels = at;
        at += labelsLength;
      } else {
        skip(tag, end, "StreamAdapter");
      }
    }
    visitor.stream(labels, labelsLength);
  }

  private void walkEntry(int length, PushVisitor visitor) throws MalformedPushException {
    int end = at + length;
    long time = 0;
    int line = at;
    int lineLength = 0;
    while (at < end) {
      int tag = readTag(end);
      if (isField(tag, 1, "Timestamp")) {
        walkTimestamp(readLength(end));
        time = timestamp;
      } else if (isField(tag, 2, "Line")) {
        lineLength = readLength(end);
        line = at;
        at += lineLength;
      } else if (isField(tag, 3, "StructuredMetadata")) {
        walkPair(readLength(end), visitor);
      } else {
        skip(tag, end, "EntryAdapter");
      }
    }
    visitor.entry(time, line, lineLength);
  }

  private void walkPair(int length, PushVisitor visitor) throws MalformedPushException {
    int end = at + length;
    int name = at;
    int nameLength = 0;
    int value = at;
    int valueLength = 0;
    while (at < end) {
      int tag = readTag(end);
      if (isField(tag, 1, "Name")) {
        nameLength = readLength(end);
        name = at;
        at += nameLength;
      } else if (isField(tag, 2, "Value")) {
        valueLength = readLength(end);
        value = at;
        at += valueLength;
      } else {
        skip(tag, end, "LabelPairAdapter");
      }
    }
    visitor.metadata(name, nameLength, value, valueLength);
  }

  private void walkTimestamp(int length) throws MalformedPushException {
    int end = at + length;
    long seconds = 0;
    long nanos = 0;
    while (at < end) {
      int tag = readTag(end);
      if (tag == (1 << 3 | VARINT)) {
        seconds = readVarint(end);
      } else if (tag == (2 << 3 | VARINT)) {
        nanos = (int) readVarint(end);
      } else {
        skip(tag, end, "Timestamp");
      }
    }
    timestamp = saturated(seconds, nanos);
  }

  private static long saturated(long seconds, long nanos) {
    if (seconds > Long.MAX_VALUE / NANOS_PER_SECOND - 3) {
      return Long.MAX_VALUE;
    }
    if (seconds < Long.MIN_VALUE / NANOS_PER_SECOND + 3) {
      return Long.MIN_VALUE;
    }
    return seconds * NANOS_PER_SECOND + nanos;
  }

  private static boolean isField(int tag, int number, String field) throws MalformedPushException {
    if (tag >>> 3 != number) {
      return false;
    }
    if ((tag & 7) != LENGTH) {
      throw new MalformedPushException(
          "proto: wrong wireType = %d for field %s".formatted(tag & 7, field));
    }
    return true;
  }

  private int readTag(int end) throws MalformedPushException {
    int first = data[at];
    if (first > 0) {
      at++;
      return first;
    }
    return (int) readVarint(end);
  }

  private void skip(int tag, int end, String message) throws MalformedPushException {
    int wireType = tag & 7;
    if (wireType == END_GROUP) {
      throw new MalformedPushException(
          "proto: %s: wiretype end group for non-group".formatted(message));
    }
    if (tag >>> 3 == 0) {
      throw new MalformedPushException(
          "proto: %s: illegal tag %d (wire type %d)".formatted(message, tag >>> 3, wireType));
    }
    int depth = 0;
    int type = wireType;
    while (true) {
      switch (type) {
        case VARINT -> readVarint(end);
        case FIXED64 -> step(8, end);
        case LENGTH -> step(readLength(end), end);
        case FIXED32 -> step(4, end);
        case START_GROUP -> depth++;
        case END_GROUP -> depth--;
        default -> throw new MalformedPushException("proto: illegal wireType " + type);
      }
      if (depth == 0) {
        return;
      }
      type = (int) readVarint(end) & 7;
    }
  }

  private void step(int bytes, int end) throws MalformedPushException {
    if (end - at < bytes) {
      throw new MalformedPushException("unexpected EOF");
    }
    at += bytes;
  }

  /// The length of a field, all of which is there.
  private int readLength(int end) throws MalformedPushException {
    long length = readVarint(end);
    if (length < 0) {
      throw new MalformedPushException("proto: negative length found during unmarshaling");
    }
    if (length > end - at) {
      throw new MalformedPushException("unexpected EOF");
    }
    return (int) length;
  }

  private long readVarint(int end) throws MalformedPushException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= end) {
        throw new MalformedPushException("unexpected EOF");
      }
      byte b = data[at++];
      value |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new MalformedPushException("proto: integer overflow");
  }
}
