package io.millrace.query.regex;

import io.millrace.query.regex.Node.Place;

/// Bytes that an automaton cannot tell apart, as one class. Class `count()` is the end of the text.
final class ByteClasses {
  private final byte[] classOf = new byte[256];
  private final int[] examples;
  private final int count;

  ByteClasses(Program program) {
    boolean[] begins = new boolean[257];
    begins[0] = true;
    for (int node = 0; node < program.size(); node++) {
      if (program.kinds()[node] == Program.BYTES && program.lows()[node] <= program.highs()[node]) {
        begins[program.lows()[node]] = true;
        begins[program.highs()[node] + 1] = true;
      }
    }
    if (program.asserts(Place.BEGIN_LINE, Place.END_LINE)) {
      begins['\n'] = true;
      begins['\n' + 1] = true;
    }
    if (program.asserts(Place.WORD_BOUNDARY, Place.NO_WORD_BOUNDARY)) {
      begins[0x80] = true;
      begins[0xc0] = true;
      for (int b = 1; b < 256; b++) {
        begins[b] |= Stepper.isWord(b) != Stepper.isWord(b - 1);
      }
    }
    int classes = 0;
    int[] firsts = new int[256];
    for (int b = 0; b < 256; b++) {
      if (begins[b]) {
        firsts[classes++] = b;
      }
      classOf[b] = (byte) (classes - 1);
    }
    this.count = classes;
    this.examples = firsts;
  }

  int count() {
    return count;
  }

  /// By unsigned byte, an unsigned number each.
  byte[] table() {
    return classOf;
  }

  /// A symbol of the class, for [Stepper].
  int example(int byteClass) {
    return byteClass == count ? Stepper.END : examples[byteClass];
  }
}
