package io.millrace.query.regex;

import io.millrace.store.search.LiteralSearch;
import org.jspecify.annotations.Nullable;

/// A regular expression at work, for one thread. Remembers the states that it has met, within a
/// fixed bound.
public final class RegexMatcher {
  private final Program program;
  private final @Nullable LiteralSearch literals;
  private final boolean seesReplacement;
  private @Nullable LazyDfa dfa;
  private @Nullable Simulation simulation;
  private byte[] repaired = new byte[0];

  RegexMatcher(Program program, @Nullable LiteralSearch literals, boolean seesReplacement) {
    this.program = program;
    this.literals = literals;
    this.seesReplacement = seesReplacement;
  }

  /// Whether `text[start] … text[start + length - 1]` contains a match.
  public boolean find(byte[] text, int start, int length) {
    LiteralSearch only = literals;
    if (only != null && !seesReplacement) {
      return only.isIn(text, start, start + length);
    }
    if (seesReplacement
        && !Utf8.isAscii(text, start, start + length)
        && !Utf8.isValid(text, start, start + length)) {
      if (repaired.length < length * 3) {
        repaired = new byte[length * 3];
      }
      int repairedLength = Utf8.repair(text, start, start + length, repaired);
      return run(repaired, 0, repairedLength);
    }
    return run(text, start, length);
  }

  private boolean run(byte[] text, int start, int length) {
    Simulation slow = simulation;
    if (slow != null) {
      return slow.find(text, start, length);
    }
    LazyDfa states = dfa;
    if (states == null) {
      states = new LazyDfa(program);
      dfa = states;
    }
    boolean found = states.find(text, start, length);
    if (states.isOverwhelmed()) {
      simulation = new Simulation(program);
      dfa = null;
    }
    return found;
  }
}
