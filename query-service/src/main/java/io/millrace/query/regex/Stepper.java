package io.millrace.query.regex;

import io.millrace.query.regex.Node.Place;
import java.util.Arrays;

/// Moves sets of automaton nodes over one symbol: a byte, or the end of the text. Used by one
/// thread.
///
/// A set holds [Program#BYTES] and [Program#ASSERT] nodes only. What an assertion needs to know of
/// the byte before is kept with the set as flags.
final class Stepper {
  /// The symbol behind the last byte.
  static final int END = 256;

  static final int AT_BEGIN = 1;
  static final int AFTER_NEWLINE = 2;
  static final int AFTER_WORD = 4;

  private final Program program;
  private final int usedFlags;
  private final boolean hasAssertions;

  private final int[] stack;
  private final int[] seen;
  private int round;

  private int[] result;
  private int count;
  private int flags;
  private boolean matched;

  Stepper(Program program) {
    this.program = program;
    boolean words = program.asserts(Place.WORD_BOUNDARY, Place.NO_WORD_BOUNDARY);
    boolean lines = program.asserts(Place.BEGIN_LINE);
    this.hasAssertions = program.asserts(Place.values());
    this.usedFlags =
        (hasAssertions ? AT_BEGIN : 0) | (lines ? AFTER_NEWLINE : 0) | (words ? AFTER_WORD : 0);
    this.stack = new int[program.size() + 1];
    this.seen = new int[program.size()];
    this.result = new int[Math.min(program.size() + 1, 64)];
  }

  /// The nodes of the set that the last call made: `result()[0] … result()[count() - 1]`,
  /// ascending.
  int[] result() {
    return result;
  }

  int count() {
    return count;
  }

  int flags() {
    return flags;
  }

  /// The set before the first byte.
  ///
  /// @return whether the empty beginning already is a match
  boolean begin() {
    start(AT_BEGIN);
    reach(program.start());
    finish();
    return matched;
  }

  /// The set behind `symbol`, a match beginning at any byte.
  ///
  /// @return whether a match is complete
  boolean step(int[] set, int size, int setFlags, int symbol) {
    boolean word = symbol < END && isWord(symbol);
    int[] nodes = set;
    int nodeCount = size;
    if (hasAssertions) {
      start(setFlags);
      for (int i = 0; i < size; i++) {
        reachThrough(set[i], setFlags, symbol, word);
      }
      if (matched) {
        return true;
      }
      nodes = Arrays.copyOf(result, count);
      nodeCount = count;
    }
    if (symbol == END) {
      start(0);
      return false;
    }
    start((symbol == '\n' ? AFTER_NEWLINE : 0) | (word ? AFTER_WORD : 0));
    for (int i = 0; i < nodeCount; i++) {
      int node = nodes[i];
      if (program.kinds()[node] == Program.BYTES
          && symbol >= program.lows()[node]
          && symbol <= program.highs()[node]) {
        reach(program.outs()[node]);
      }
    }
    reach(program.start());
    finish();
    return matched;
  }

  private void start(int newFlags) {
    count = 0;
    matched = false;
    flags = newFlags & usedFlags;
    round++;
  }

  private void finish() {
    Arrays.sort(result, 0, count);
  }

  /// Adds what is reached from `node` without a byte and without an assertion.
  private void reach(int node) {
    int depth = 0;
    stack[depth++] = node;
    while (depth > 0) {
      int at = stack[--depth];
      if (seen[at] == round) {
        continue;
      }
      seen[at] = round;
      switch (program.kinds()[at]) {
        case Program.SPLIT -> {
          depth = push(depth, program.others()[at]);
          depth = push(depth, program.outs()[at]);
        }
        case Program.MATCH -> matched = true;
        case Program.ASSERT -> {
          boolean hopeless = program.place(at) == Place.BEGIN_TEXT && (flags & AT_BEGIN) == 0;
          if (!hopeless) {
            keep(at);
          }
        }
        default -> keep(at);
      }
    }
  }

  private int push(int depth, int node) {
    if (seen[node] == round) {
      return depth;
    }
    stack[depth] = node;
    return depth + 1;
  }

  /// Adds `node`, and behind it what its assertion allows in front of `symbol`.
  private void reachThrough(int node, int setFlags, int symbol, boolean word) {
    if (program.kinds()[node] != Program.ASSERT) {
      reach(node);
      return;
    }
    if (!holds(program.place(node), setFlags, symbol, word)) {
      return;
    }
    int before = count;
    reach(program.outs()[node]);
    for (int i = before; i < count; i++) {
      if (program.kinds()[result[i]] == Program.ASSERT) {
        reachThrough(result[i], setFlags, symbol, word);
      }
    }
  }

  /// Whether the place is between the byte that the flags tell of and `symbol`. Inside a character
  /// there is no place at all: the only one that could seem to be there is `\B`.
  private static boolean holds(Place place, int setFlags, int symbol, boolean word) {
    boolean atBegin = (setFlags & AT_BEGIN) != 0;
    boolean boundary = ((setFlags & AFTER_WORD) != 0) != word;
    return switch (place) {
      case BEGIN_TEXT -> atBegin;
      case BEGIN_LINE -> atBegin || (setFlags & AFTER_NEWLINE) != 0;
      case END_TEXT -> symbol == END;
      case END_LINE -> symbol == END || symbol == '\n';
      case WORD_BOUNDARY -> boundary;
      case NO_WORD_BOUNDARY -> !boundary && (symbol & 0xc0) != 0x80;
    };
  }

  private void keep(int node) {
    if (count == result.length) {
      result = Arrays.copyOf(result, count * 2);
    }
    result[count++] = node;
  }

  static boolean isWord(int symbol) {
    return (symbol >= '0' && symbol <= '9')
        || (symbol >= 'a' && symbol <= 'z')
        || (symbol >= 'A' && symbol <= 'Z')
        || symbol == '_';
  }
}
