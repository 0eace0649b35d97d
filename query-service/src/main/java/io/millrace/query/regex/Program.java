package io.millrace.query.regex;

import io.millrace.query.regex.Node.Place;

/// A nondeterministic automaton over bytes.
///
/// Node `i` is of the kind `kinds[i]`: [#BYTES] takes a byte in `[lows[i], highs[i]]` and goes to
/// `outs[i]`; [#SPLIT] goes to `outs[i]` and to `others[i]` without a byte; [#ASSERT] goes to
/// `outs[i]` where the place with the number `lows[i]` is; [#MATCH] is the end.
record Program(byte[] kinds, int[] lows, int[] highs, int[] outs, int[] others, int start) {
  static final byte BYTES = 0;
  static final byte SPLIT = 1;
  static final byte ASSERT = 2;
  static final byte MATCH = 3;

  private static final Place[] PLACES = Place.values();

  int size() {
    return kinds.length;
  }

  Place place(int node) {
    return PLACES[lows[node]];
  }

  /// Whether an assertion of one of these kinds occurs.
  boolean asserts(Place... wanted) {
    for (int i = 0; i < kinds.length; i++) {
      if (kinds[i] == ASSERT) {
        for (Place place : wanted) {
          if (place(i) == place) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
