package io.millrace.query.parse.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds the parts of a JSON text in its bytes. Used by one thread; a method moves on from the
/// place it is given and leaves what it found in fields.
final class JsonScanner {
  static final String MALFORMED_JSON = "Malformed JSON error";
  static final String UNCLOSED_STRING = "Value is string, but can't find closing '\"' symbol";
  static final String UNCLOSED_ARRAY = "Value is array, but can't find closing ']' symbol";
  static final String UNCLOSED_OBJECT =
      "Value looks like object, but can't find closing '}' symbol";
  static final String UNKNOWN_TYPE = "Unknown value type";
  static final String BAD_ESCAPE = "Encountered an invalid escape sequence in a string";

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  private byte[] text = new byte[0];
  private int end;
  private int start;
  private int stop;
  private int next;
  private boolean escaped;
  private String fault = "";

  /// Takes on a text.
  void open(byte[] bytes, int endOfText) {
    text = bytes;
    end = endOfText;
  }

  /// Where the value (without its quotes) or the key begins.
  int start() {
    return start;
  }

  /// The byte behind the value or the key.
  int stop() {
    return stop;
  }

  /// Where to go on behind the value or the key, closing quote included.
  int next() {
    return next;
  }

  /// Whether a string holds a backslash.
  boolean isEscaped() {
    return escaped;
  }

  /// What was wrong.
  String fault() {
    return fault;
  }

  /// The first place at or behind `at`, before `limit`, that is no blank; `limit` if there is none.
  int skipBlanks(int at, int limit) {
    int place = at;
    while (place < limit) {
      byte b = text[place];
      if (b != ' ' && b != '\n' && b != '\t' && b != '\r') {
        return place;
      }
      place++;
    }
    return limit;
  }

  /// Reads the inside of a string up to its closing quote, which must stand before `limit`.
  ///
  /// @return whether there is one
  boolean string(int at, int limit) {
    start = at;
    escaped = false;
    int place = at;
    while (true) {
      place = quoteOrBackslash(place, limit);
      if (place >= limit) {
        return false;
      }
      if (text[place] == '"') {
        stop = place;
        next = place + 1;
        return true;
      }
      escaped = true;
      place += 2;
    }
  }

  /// Reads a value that begins at or behind `at`.
  JsonType value(int at, int limit) {
    int place = skipBlanks(at, limit);
    if (place == limit) {
      return fail(MALFORMED_JSON);
    }
    return switch (text[place]) {
      case '"' -> string(place + 1, limit) ? JsonType.STRING : fail(UNCLOSED_STRING);
      case '{' -> block(place, limit, '{', '}') ? JsonType.OBJECT : fail(UNCLOSED_OBJECT);
      case '[' -> block(place, limit, '[', ']') ? JsonType.ARRAY : fail(UNCLOSED_ARRAY);
      default -> word(place, limit);
    };
  }

  private JsonType word(int at, int limit) {
    int place = at;
    while (place < limit && !endsWord(text[place])) {
      place++;
    }
    start = at;
    stop = place;
    next = place;
    escaped = false;
    byte first = text[at];
    if ((first >= '0' && first <= '9') || first == '-') {
      return JsonType.NUMBER;
    }
    if (isWord("true") || isWord("false")) {
      return JsonType.BOOLEAN;
    }
    return isWord("null") ? JsonType.NULL : fail(UNKNOWN_TYPE);
  }

  private boolean isWord(String word) {
    if (stop - start != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (text[start + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean endsWord(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t' || b == ',' || b == '}' || b == ']';
  }

  /// Reads up to the bracket that closes the one at `at`. Only brackets of this kind count.
  private boolean block(int at, int limit, char opening, char closing) {
    int depth = 0;
    int place = at;
    while (place < limit) {
      byte b = text[place];
      if (b == '"') {
        if (!string(place + 1, limit)) {
          return false;
        }
        place = next;
        continue;
      }
      if (b == opening) {
        depth++;
      } else if (b == closing && --depth == 0) {
        start = at;
        stop = place + 1;
        next = stop;
        escaped = false;
        return true;
      }
      place++;
    }
    return false;
  }

  private int quoteOrBackslash(int at, int limit) {
    int place = at;
    while (place + 8 <= limit) {
      long word = (long) LONG.get(text, place);
      long quotes = word ^ QUOTES;
      long backslashes = word ^ BACKSLASHES;
      long found = (((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes)) & HIGHS;
      if (found != 0) {
        return place + (Long.numberOfTrailingZeros(found) >> 3);
      }
      place += 8;
    }
    while (place < limit && text[place] != '"' && text[place] != '\\') {
      place++;
    }
    return place;
  }

  JsonType fail(String why) {
    fault = why;
    return JsonType.FAULT;
  }

  byte at(int place) {
    return text[place];
  }

  byte[] text() {
    return text;
  }

  int end() {
    return end;
  }
}
