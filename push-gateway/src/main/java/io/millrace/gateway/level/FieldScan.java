package io.millrace.gateway.level;

/// Finds the value of a level field in a JSON or logfmt line. The result stands in [#valueOffset()]
/// and [#valueLength()] until the next call. Not safe for use by many threads.
final class FieldScan {
  private final LevelFields fields;
  private final int maxDepth;

  private int valueOffset;
  private int valueLength;

  // where skipping a JSON value ended
  private int at;

  /// `maxDepth` bounds how deep objects are searched; the outermost is 1, and 0 means no bound.
  FieldScan(LevelFields fields, int maxDepth) {
    this.fields = fields;
    this.maxDepth = maxDepth <= 0 ? Integer.MAX_VALUE : maxDepth;
  }

  int valueOffset() {
    return valueOffset;
  }

  int valueLength() {
    return valueLength;
  }

  /// Whether the line is taken for JSON: a `{` first and a `}` last, blanks aside.
  static boolean looksLikeJson(byte[] data, int offset, int length) {
    int first = offset;
    int last = offset + length - 1;
    while (first < last && isSpace(data[first])) {
      first++;
    }
    while (last > first && isSpace(data[last])) {
      last--;
    }
    return first < last && data[first] == '{' && data[last] == '}';
  }

  /// Finds the first string, in the order of the text, that stands under one of the names. What
  /// follows a mistake in the JSON is not looked at.
  boolean findInJson(byte[] data, int offset, int length) {
    int end = offset + length;
    int depth = 0;
    at = offset;
    skipSpace(data, end);
    while (at < end) {
      // in front of an object
      at++;
      depth++;
      boolean entered = false;
      while (!entered) {
        skipSpace(data, end);
        if (at >= end) {
          return false;
        }
        if (data[at] == ',') {
          at++;
        } else if (data[at] == '}') {
          at++;
          if (--depth == 0) {
            return false;
          }
        } else if (data[at] == '"') {
          int key = at + 1;
          if (!skipString(data, end)) {
            return false;
          }
          int keyLength = at - 1 - key;
          skipSpace(data, end);
          if (at >= end || data[at] != ':') {
            return false;
          }
          at++;
          skipSpace(data, end);
          if (at >= end) {
            return false;
          }
          if (data[at] == '{' && depth < maxDepth) {
            entered = true;
          } else {
            int value = at;
            if (!skipValue(data, end)) {
              return false;
            }
            if (data[value] == '"' && fields.contains(data, key, keyLength)) {
              valueOffset = value + 1;
              valueLength = at - value - 2;
              return true;
            }
          }
        } else {
          return false;
        }
      }
    }
    return false;
  }

  /// Finds the value of the name that ranks best among the `key=value` pairs of the line.
  boolean findInLogfmt(byte[] data, int offset, int length) {
    int end = offset + length;
    int best = Integer.MAX_VALUE;
    int i = offset;
    while (i < end) {
      while (i < end && data[i] <= ' ' && data[i] >= 0) {
        i++;
      }
      int key = i;
      while (i < end && data[i] != '=' && (data[i] > ' ' || data[i] < 0)) {
        i++;
      }
      if (i >= end || data[i] != '=') {
        continue;
      }
      int keyLength = i - key;
      int value = ++i;
      int valueEnd;
      if (i < end && data[i] == '"') {
        value = ++i;
        while (i < end && data[i] != '"') {
          i += data[i] == '\\' ? 2 : 1;
        }
        valueEnd = Math.min(i, end);
        i++;
      } else {
        while (i < end && (data[i] > ' ' || data[i] < 0)) {
          i++;
        }
        valueEnd = i;
      }
      int rank = fields.rank(data, key, keyLength);
      if (rank >= 0 && rank < best) {
        best = rank;
        valueOffset = value;
        valueLength = valueEnd - value;
        if (rank == 0) {
          return true;
        }
      }
    }
    return best != Integer.MAX_VALUE;
  }

  private void skipSpace(byte[] data, int end) {
    while (at < end && isSpace(data[at])) {
      at++;
    }
  }

  /// Moves from an opening quote behind the closing one.
  private boolean skipString(byte[] data, int end) {
    for (int i = at + 1; i < end; i++) {
      byte b = data[i];
      if (b == '"') {
        at = i + 1;
        return true;
      }
      if (b == '\\') {
        i++;
      }
    }
    return false;
  }

  private boolean skipValue(byte[] data, int end) {
    byte first = data[at];
    if (first == '"') {
      return skipString(data, end);
    }
    if (first == '{' || first == '[') {
      int depth = 0;
      while (at < end) {
        byte b = data[at];
        if (b == '"') {
          if (!skipString(data, end)) {
            return false;
          }
          continue;
        }
        at++;
        if (b == '{' || b == '[') {
          depth++;
        } else if ((b == '}' || b == ']') && --depth == 0) {
          return true;
        }
      }
      return false;
    }
    int start = at;
    while (at < end
        && data[at] != ','
        && data[at] != '}'
        && data[at] != ']'
        && !isSpace(data[at])) {
      at++;
    }
    return at > start;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }
}
