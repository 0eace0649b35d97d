package io.millrace.query.regex;

import io.millrace.query.regex.Node.Place;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Compiles a tree to a [Program], from its end to its beginning.
final class ProgramBuilder {
  /// How many nodes an automaton may have.
  private static final int MAX_NODES = 200_000;

  private final String pattern;
  private byte[] kinds = new byte[64];
  private int[] lows = new int[64];
  private int[] highs = new int[64];
  private int[] outs = new int[64];
  private int[] others = new int[64];
  private int size;

  private ProgramBuilder(String pattern) {
    this.pattern = pattern;
  }

  /// The automaton of a tree.
  ///
  /// @throws RegexSyntaxException if it would be too large
  static Program build(Node node, String pattern) {
    ProgramBuilder builder = new ProgramBuilder(pattern);
    int match = builder.add(Program.MATCH, 0, 0, -1, -1);
    int start = builder.compile(node, match);
    return new Program(
        Arrays.copyOf(builder.kinds, builder.size),
        Arrays.copyOf(builder.lows, builder.size),
        Arrays.copyOf(builder.highs, builder.size),
        Arrays.copyOf(builder.outs, builder.size),
        Arrays.copyOf(builder.others, builder.size),
        start);
  }

  private int compile(Node node, int next) {
    return switch (node) {
      case Node.Empty _ -> next;
      case Node.NoMatch _ -> add(Program.BYTES, 1, 0, next, -1);
      case Node.Literal(int[] runes, boolean fold) -> {
        int entry = next;
        for (int i = runes.length - 1; i >= 0; i--) {
          entry = rune(runes[i], fold, entry);
        }
        yield entry;
      }
      case Node.CharClass(int[] ranges) -> set(ranges, next);
      case Node.AnyRune any -> set(Alternatives.set(any), next);
      case Node.AnyRuneButNewline any -> set(Alternatives.set(any), next);
      case Node.Assertion(Place place) -> add(Program.ASSERT, number(place), 0, next, -1);
      case Node.Capture(_, _, Node sub) -> compile(sub, next);
      case Node.Star(Node sub, _) -> star(sub, next);
      case Node.Plus(Node sub, _) -> {
        int split = add(Program.SPLIT, 0, 0, -1, next);
        int entry = compile(sub, split);
        outs[split] = entry;
        yield entry;
      }
      case Node.Quest(Node sub, _) -> {
        int entry = compile(sub, next);
        yield add(Program.SPLIT, 0, 0, entry, next);
      }
      case Node.Repeat(Node sub, int min, int max, _) -> repeat(sub, min, max, next);
      case Node.Concat(List<Node> subs) -> {
        int entry = next;
        for (int i = subs.size() - 1; i >= 0; i--) {
          entry = compile(subs.get(i), entry);
        }
        yield entry;
      }
      case Node.Alternate(List<Node> subs) -> {
        int entry = compile(subs.getLast(), next);
        for (int i = subs.size() - 2; i >= 0; i--) {
          entry = add(Program.SPLIT, 0, 0, compile(subs.get(i), next), entry);
        }
        yield entry;
      }
    };
  }

  private int star(Node sub, int next) {
    int split = add(Program.SPLIT, 0, 0, -1, next);
    int body = compile(sub, split);
    outs[split] = body;
    return split;
  }

  private int repeat(Node sub, int min, int max, int next) {
    int entry = next;
    if (max < 0) {
      entry = star(sub, next);
    }
    for (int i = min; i < max; i++) {
      entry = add(Program.SPLIT, 0, 0, compile(sub, entry), next);
    }
    for (int i = 0; i < min; i++) {
      entry = compile(sub, entry);
    }
    return entry;
  }

  private int rune(int rune, boolean fold, int next) {
    return set(
        fold ? new RuneRanges().addFolded(rune, rune).ranges() : new int[] {rune, rune}, next);
  }

  /// One code point of a set, as its UTF-8 bytes. Equal endings are shared.
  private int set(int[] ranges, int next) {
    Map<Long, Integer> shared = new HashMap<>();
    int[] entry = {-1};
    for (int i = 0; i < ranges.length; i += 2) {
      Utf8Ranges.split(
          ranges[i],
          ranges[i + 1],
          sequence -> {
            int node = next;
            for (int j = sequence.length - 2; j >= 0; j -= 2) {
              int low = sequence[j];
              int high = sequence[j + 1];
              long key = (long) node << 16 | low << 8 | high;
              Integer known = shared.get(key);
              if (known == null) {
                known = add(Program.BYTES, low, high, node, -1);
                shared.put(key, known);
              }
              node = known;
            }
            entry[0] = entry[0] < 0 ? node : add(Program.SPLIT, 0, 0, node, entry[0]);
          });
    }
    return entry[0] < 0 ? add(Program.BYTES, 1, 0, next, -1) : entry[0];
  }

  @SuppressWarnings("EnumOrdinal") // the number lives as long as the automaton, in memory
  private static int number(Place place) {
    return place.ordinal();
  }

  private int add(byte kind, int low, int high, int out, int other) {
    if (size == MAX_NODES) {
      throw new RegexSyntaxException("expression too large", pattern);
    }
    if (size == kinds.length) {
      int length = size * 2;
      kinds = Arrays.copyOf(kinds, length);
      lows = Arrays.copyOf(lows, length);
      highs = Arrays.copyOf(highs, length);
      outs = Arrays.copyOf(outs, length);
      others = Arrays.copyOf(others, length);
    }
    kinds[size] = kind;
    lows[size] = low;
    highs[size] = high;
    outs[size] = out;
    others[size] = other;
    return size++;
  }
}
