package io.millrace.query.regex;

import java.util.Arrays;

/// Runs an automaton without remembering anything: slow, but bounded by the product of the text and
/// the pattern. Used by one thread.
final class Simulation {
  private final Stepper stepper;
  private int[] nodes = new int[16];

  Simulation(Program program) {
    this.stepper = new Stepper(program);
  }

  /// As [LazyDfa#find].
  boolean find(byte[] text, int from, int length) {
    if (stepper.begin()) {
      return true;
    }
    for (int at = from; at <= from + length; at++) {
      int count = stepper.count();
      if (count == 0) {
        return false;
      }
      if (count > nodes.length) {
        nodes = Arrays.copyOf(nodes, count * 2);
      }
      System.arraycopy(stepper.result(), 0, nodes, 0, count);
      int symbol = at == from + length ? Stepper.END : text[at] & 0xff;
      if (stepper.step(nodes, count, stepper.flags(), symbol)) {
        return true;
      }
    }
    return false;
  }
}
