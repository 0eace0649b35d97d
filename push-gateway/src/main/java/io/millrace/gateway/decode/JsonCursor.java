package io.millrace.gateway.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/// A position in JSON text. Its errors read like jsoniter's, which quote the bytes around the
/// position and name the types that were being read. Not safe for use by many threads.
final class JsonCursor {
  private static final int CONTEXT = 10;
  private static final int WIDE_CONTEXT = 50;
  private static final int MAX_DEPTH = 10_000;

  private final List<String> path = new ArrayList<>();
  private byte[] data = new byte[0];
  private int at;
  private int end;
  private int textOffset;
  private int textLength;

  void reset(byte[] data, int length) {
    this.data = data;
    this.at = 0;
    this.end = length;
    path.clear();
  }

  /// Names what is being read, for the beginning of messages.
  void enter(String prefix) {
    path.add(prefix);
  }

  void leave() {
    path.removeLast();
  }

  int position() {
    return at;
  }

  /// The next byte that is not blank, which is then behind; 0 at the end.
  int next() {
    while (at < end) {
      byte b = data[at++];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b;
      }
    }
    return 0;
  }

  /// The next byte that is not blank, which stays in front; 0 at the end.
  int peek() {
    int b = next();
    if (b != 0) {
      at--;
    }
    return b;
  }

  /// Reads a string whose opening quote is behind. What it stands for is a range of `push`'s bytes:
  /// [#textOffset()], [#textLength()]. False where an escape is not valid.
  boolean string(DecodedPush push) throws DecodeException {
    int start = at;
    skipStringBody("readStringSlowPath");
    textOffset = start;
    textLength = at - 1 - start;
    if (!JsonText.hasEscapes(data, start, textLength)) {
      return true;
    }
    int to = push.append(textLength);
    int written = JsonText.unescape(data, start, textLength, push.data(), to);
    if (written < 0) {
      return false;
    }
    push.truncate(written);
    textOffset = to;
    textLength = written - to;
    return true;
  }

  int textOffset() {
    return textOffset;
  }

  int textLength() {
    return textLength;
  }

  /// Begins an object; false where it is empty or `null`.
  boolean objectStart() throws DecodeException {
    int c = next();
    if (c == '{') {
      if (peek() == '}') {
        at++;
        return false;
      }
      return true;
    }
    if (c == 'n') {
      literal("ull");
      return false;
    }
    throw error("readObjectStart", "expect { or n, but found " + show(c));
  }

  /// The name of the next field; the position is behind the colon.
  String field() throws DecodeException {
    int c = next();
    if (c != '"') {
      throw error("readFieldHash", "expect \", but found " + show(c));
    }
    int start = at;
    skipStringBody("readFieldHash");
    String name = new String(data, start, at - 1 - start, UTF_8);
    c = next();
    if (c != ':') {
      throw error("readFieldHash", "expect :, but found " + show(c));
    }
    return name;
  }

  /// Whether the object ends here; else a comma was passed.
  boolean objectEnd() throws DecodeException {
    int c = next();
    if (c == ',') {
      return false;
    }
    if (c == '}') {
      return true;
    }
    throw error("isObjectEnd", "object ended prematurely, unexpected char " + show(c));
  }

  /// Begins an array; false where it is empty or `null`.
  boolean sliceStart() throws DecodeException {
    int c = next();
    if (c == 'n') {
      literal("ull");
      return false;
    }
    if (c != '[') {
      throw error("decode slice", "expect [ or n, but found " + show(c));
    }
    if (peek() == ']') {
      at++;
      return false;
    }
    return true;
  }

  /// Whether the array ends here; else a comma was passed.
  boolean sliceEnd() throws DecodeException {
    int c = next();
    if (c != ',' && c != ']') {
      throw error("decode slice", "expect ], but found " + show(c));
    }
    return c == ']';
  }

  /// Whether another item follows in an array that is read by its parts; its end is behind else.
  boolean moreItems() throws DecodeException {
    int c = next();
    if (c != ',' && c != ']') {
      throw error("ReadArrayCB", "expect ] in the end, but found " + show(c));
    }
    return c == ',';
  }

  /// Whether another field follows in an object that is read by its parts; its end is behind else.
  boolean moreFields() throws DecodeException {
    int c = next();
    if (c == ',') {
      c = peek();
      if (c != '"') {
        throw error("readString", "expects \" or n, but found " + show(c));
      }
      return true;
    }
    if (c != '}') {
      throw error("ReadObjectCB", "object not ended with }");
    }
    return false;
  }

  /// Passes the name of a field, at whose opening quote the position is, and its colon. Returns the
  /// position of the closing quote.
  int skippedFieldName() throws DecodeException {
    int c = next();
    if (c != '"') {
      throw error("ReadObjectCB", "expect \" after {, but found " + show(c));
    }
    skipStringBody("readStringSlowPath");
    int close = at - 1;
    expectColon();
    return close;
  }

  void expectColon() throws DecodeException {
    int c = next();
    if (c != ':') {
      throw error("ReadObject", "expect : after object field, but found " + show(c));
    }
  }

  /// Moves over one value of whatever kind, strictly.
  void skip() throws DecodeException {
    skip(0);
  }

  private void skip(int depth) throws DecodeException {
    if (depth > MAX_DEPTH) {
      throw error("incrementDepth", "exceeded max depth");
    }
    int c = next();
    switch (c) {
      case '"' -> skipStringBody("readStringSlowPath");
      case '{' -> skipObject(depth);
      case '[' -> skipArray(depth);
      case 'n' -> literal("ull");
      case 't' -> literal("rue");
      case 'f' -> literal("alse");
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        while (at < end && isNumberByte(data[at])) {
          at++;
        }
      }
      default -> throw error("Skip", "do not know how to skip: " + c);
    }
  }

  private void skipObject(int depth) throws DecodeException {
    int c = next();
    if (c == '}') {
      return;
    }
    if (c != '"') {
      throw error("ReadObjectCB", "expect \" after {, but found " + show(c));
    }
    at--;
    do {
      skippedFieldName();
      skip(depth + 1);
    } while (moreFields());
  }

  private void skipArray(int depth) throws DecodeException {
    if (peek() == ']') {
      at++;
      return;
    }
    do {
      skip(depth + 1);
    } while (moreItems());
  }

  /// Moves from behind an opening quote behind the closing one.
  void skipStringBody(String operation) throws DecodeException {
    while (at < end) {
      byte b = data[at++];
      if (b == '"') {
        return;
      }
      if (b == '\\') {
        at++;
      }
    }
    at = end;
    throw error(operation, "unexpected end of input");
  }

  private void literal(String rest) throws DecodeException {
    for (int i = 0; i < rest.length(); i++) {
      int c = at < end ? data[at++] : 0;
      if (c != rest.charAt(i)) {
        throw error("skipThreeBytes", "expect %s, but got %s".formatted(rest, show(c)));
      }
    }
  }

  /// jsoniter's message for a mistake at this position.
  DecodeException error(String operation, String message) {
    int near = Math.max(0, at - CONTEXT);
    String text =
        "%s%s: %s, error found in #%d byte of ...|%s|..., bigger context ...|%s|..."
            .formatted(
                String.join("", path),
                operation,
                message,
                at - near,
                text(near, at + CONTEXT),
                text(Math.max(0, at - WIDE_CONTEXT), at + WIDE_CONTEXT));
    return new DecodeException(400, text);
  }

  private String text(int from, int to) {
    return new String(data, from, Math.min(to, end) - from, UTF_8);
  }

  private static String show(int c) {
    return Character.toString(c & 0xFF);
  }

  private static boolean isNumberByte(byte b) {
    return (b >= '0' && b <= '9') || b == '.' || b == '-' || b == '+' || b == 'e' || b == 'E';
  }
}
