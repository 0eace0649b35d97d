package io.millrace.query.regex;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// A deterministic automaton whose states are made when they are first met. Used by one thread.
///
/// A state is a number: its row in the table of transitions, times the width of a row. When there
/// are too many states they are all forgotten; a pattern that keeps filling the table is left to
/// the [Simulation].
final class LazyDfa {
  private static final int ACCEPT = -1;
  private static final int UNKNOWN = -2;
  private static final int DEAD = -3;
  private static final int MAX_STATES = 4096;
  private static final int MAX_NODES = 1 << 20;

  /// A table that filled up within so few bytes was not worth its cost.
  private static final long POOR_YIELD = 20L * MAX_STATES;

  private static final int MAX_POOR_TABLES = 3;

  private record State(int[] nodes, int flags) {
    @Override
    public boolean equals(Object other) {
      return other instanceof State that && flags == that.flags && Arrays.equals(nodes, that.nodes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(nodes) * 31 + flags;
    }
  }

  private final Stepper stepper;
  private final ByteClasses classes;
  private final byte[] classOf;
  private final int width;
  private final int end;
  private final boolean matchesEmpty;

  private final Map<State, Integer> numbers = new HashMap<>();
  private State[] states = new State[16];
  private int[] next;
  private int nodes;
  private int start;

  private long scanned;
  private long scannedAtFlush;
  private int poorTables;

  LazyDfa(Program program) {
    this.stepper = new Stepper(program);
    this.classes = new ByteClasses(program);
    this.classOf = classes.table();
    this.end = classes.count();
    this.width = end + 1;
    this.next = new int[16 * width];
    this.matchesEmpty = stepper.begin();
    this.start = number();
  }

  /// Whether the table of states does not pay for this pattern.
  boolean isOverwhelmed() {
    return poorTables >= MAX_POOR_TABLES;
  }

  /// Whether `text[from] … text[from + length - 1]` contains a match.
  boolean find(byte[] text, int from, int length) {
    if (matchesEmpty) {
      return true;
    }
    scanned += length;
    byte[] of = classOf;
    int[] table = next;
    int state = start;
    for (int at = from, to = from + length; at < to; at++) {
      int symbol = of[text[at] & 0xff] & 0xff;
      int target = table[state + symbol];
      if (target < 0) {
        if (target == UNKNOWN) {
          target = build(state, symbol);
          table = next;
        }
        if (target < 0) {
          return target == ACCEPT;
        }
      }
      state = target;
    }
    int target = table[state + end];
    return (target == UNKNOWN ? build(state, end) : target) == ACCEPT;
  }

  private int build(int state, int symbol) {
    State from = states[state / width];
    boolean accepted =
        stepper.step(from.nodes(), from.nodes().length, from.flags(), classes.example(symbol));
    int target;
    if (accepted) {
      target = ACCEPT;
    } else if (stepper.count() == 0) {
      target = DEAD;
    } else {
      if (numbers.size() == MAX_STATES || nodes > MAX_NODES) {
        int[] set = Arrays.copyOf(stepper.result(), stepper.count());
        State kept = new State(set, stepper.flags());
        flush();
        return number(kept);
      }
      target = number();
    }
    next[state + symbol] = target;
    return target;
  }

  /// The number of the set that the stepper has just made.
  private int number() {
    return number(new State(Arrays.copyOf(stepper.result(), stepper.count()), stepper.flags()));
  }

  private int number(State state) {
    Integer known = numbers.get(state);
    if (known != null) {
      return known;
    }
    int index = numbers.size();
    if (index == states.length) {
      states = Arrays.copyOf(states, index * 2);
      next = Arrays.copyOf(next, index * 2 * width);
    }
    states[index] = state;
    Arrays.fill(next, index * width, (index + 1) * width, UNKNOWN);
    numbers.put(state, index * width);
    nodes += state.nodes().length;
    return index * width;
  }

  private void flush() {
    if (scanned - scannedAtFlush < POOR_YIELD) {
      poorTables++;
    }
    scannedAtFlush = scanned;
    numbers.clear();
    nodes = 0;
    stepper.begin();
    start = number();
  }
}
