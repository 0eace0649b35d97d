package io.millrace.query.parse.logfmt;

import io.millrace.query.parse.Extraction;
import io.millrace.query.row.Scratch;
import io.millrace.query.value.GoQuote;

/// Reads a line pair by pair: `key=value`, `key="quoted value"`, `key`. Used by one thread.
final class LogfmtScanner {
  private byte[] line = new byte[0];
  private int lineStart;
  private int end;
  private int at;

  private int keyStart;
  private int keyEnd;
  private int valueStart;
  private int valueEnd;
  private boolean escaped;
  private String fault = "";

  /// What [#next()] found.
  enum Found {
    PAIR,
    /// Something that is no pair; [#fault()] tells what.
    FAULT,
    END
  }

  void open(byte[] bytes, int start, int endOfLine) {
    line = bytes;
    lineStart = start;
    at = start;
    end = endOfLine;
  }

  byte[] line() {
    return line;
  }

  int keyStart() {
    return keyStart;
  }

  int keyLength() {
    return keyEnd - keyStart;
  }

  int valueStart() {
    return valueStart;
  }

  int valueLength() {
    return valueEnd - valueStart;
  }

  /// Whether the value has to be unescaped with [LogfmtEscapes].
  boolean isEscaped() {
    return escaped;
  }

  String fault() {
    return fault;
  }

  /// Goes on behind the next blank: what follows a fault.
  void skipWord() {
    while (at < end && !isBlank(line[at])) {
      at++;
    }
  }

  /// Reads the next pair.
  Found next() {
    while (at < end && isBlank(line[at])) {
      at++;
    }
    if (at == end) {
      return Found.END;
    }
    keyStart = at;
    boolean ascii = true;
    while (at < end && !endsKey(line[at])) {
      ascii &= line[at] >= 0;
      at++;
    }
    keyEnd = at;
    valueStart = at;
    valueEnd = at;
    escaped = false;
    byte stop = at < end ? line[at] : (byte) ' ';
    if (stop == '"' || (stop == '=' && keyEnd == keyStart)) {
      return unexpected();
    }
    if (!ascii && Extraction.hasReplacement(line, keyStart, keyLength())) {
      return fail("invalid key");
    }
    if (stop != '=') {
      return Found.PAIR;
    }
    at++;
    valueStart = at;
    valueEnd = at;
    if (at == end || isBlank(line[at])) {
      return Found.PAIR;
    }
    return line[at] == '"' ? quoted() : bare();
  }

  private Found bare() {
    while (at < end && !isBlank(line[at])) {
      if (line[at] == '=' || line[at] == '"') {
        return unexpected();
      }
      at++;
    }
    valueEnd = at;
    return Found.PAIR;
  }

  private Found quoted() {
    int place = at + 1;
    valueStart = place;
    while (place < end && line[place] != '"') {
      if (line[place] == '\\') {
        escaped = true;
        place++;
      }
      place++;
    }
    if (place >= end) {
      at = end;
      return fail("unterminated quoted value");
    }
    valueEnd = place;
    at = place + 1;
    return Found.PAIR;
  }

  /// Appends the value without its escapes.
  ///
  /// @return false, with a fault, if one of them is wrong
  boolean unescape(Scratch scratch) {
    if (LogfmtEscapes.unescape(line, valueStart, valueEnd, scratch)) {
      return true;
    }
    fail("invalid quoted value");
    return false;
  }

  private Found unexpected() {
    return fail("unexpected " + GoQuote.quoteRune(line[at] & 0xff));
  }

  private Found fail(String what) {
    fault = "logfmt syntax error at pos " + (at - lineStart + 1) + " : " + what;
    return Found.FAULT;
  }

  private static boolean endsKey(byte b) {
    return b == '=' || b == '"' || isBlank(b);
  }

  /// Blanks and control characters; bytes above ASCII are none.
  private static boolean isBlank(byte b) {
    return b >= 0 && b <= ' ';
  }
}
