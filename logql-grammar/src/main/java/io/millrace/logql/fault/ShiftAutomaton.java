package io.millrace.logql.fault;

import io.millrace.logql.fault.Rules.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A shift-reduce parser that builds nothing: it tells where a text stops being a sentence.
///
/// A state is a set of positions in rules. A position is the number of the rule times [#WIDTH] plus
/// how many of its symbols have been read. Immutable once built.
final class ShiftAutomaton {
  /// Where the parser stood when it met a word that it had no use for.
  ///
  /// @param position the index of that word
  /// @param usable the words that could have been shifted instead, in the order of their types
  record Stop(int position, List<Integer> usable) {}

  private static final int WIDTH = 32;
  private static final int NONE = -1;

  private final Rules rules;
  private final List<TreeMap<Integer, Integer>> shifts = new ArrayList<>();
  private final List<Integer> reductions = new ArrayList<>();
  private final Map<Integer, List<Integer>> rulesOf = new HashMap<>();

  ShiftAutomaton(Rules rules) {
    this.rules = rules;
    for (int rule = 0; rule < rules.all().size(); rule++) {
      rulesOf.computeIfAbsent(rules.all().get(rule).left(), _ -> new ArrayList<>()).add(rule);
    }
    build();
  }

  /// Reads `words`, the last of which is [Rules#END]. Returns where they stop being a sentence; at
  /// a position behind the last if they are one.
  Stop read(int[] words) {
    var stack = new IntStack();
    stack.push(0);
    int at = 0;
    while (true) {
      int state = stack.top();
      int word = words[at];
      int rule = reductions.get(state);
      Integer next = shifts.get(state).get(word);
      if (next != null && (rule == NONE || !rules.bindsTighter(rules.all().get(rule), word))) {
        stack.push(next);
        at++;
      } else if (rule == 0) {
        return word == Rules.END ? new Stop(words.length, List.of()) : new Stop(at, List.of());
      } else if (rule == NONE) {
        return new Stop(at, shifts.get(state).keySet().stream().filter(rules::isWord).toList());
      } else {
        Rule reduced = rules.all().get(rule);
        stack.pop(reduced.right().length);
        stack.push(shifts.get(stack.top()).getOrDefault(reduced.left(), NONE));
      }
    }
  }

  private void build() {
    Map<TreeSet<Integer>, Integer> numbers = new HashMap<>();
    List<TreeSet<Integer>> kernels = new ArrayList<>();
    kernels.add(new TreeSet<>(List.of(0)));
    numbers.put(kernels.getFirst(), 0);
    for (int state = 0; state < kernels.size(); state++) {
      Map<Integer, TreeSet<Integer>> successors = new TreeMap<>();
      int finished = NONE;
      for (int position : closure(kernels.get(state))) {
        int[] right = rules.all().get(position / WIDTH).right();
        if (position % WIDTH == right.length) {
          if (finished != NONE) {
            throw new IllegalStateException("two rules end in one state: " + position / WIDTH);
          }
          finished = position / WIDTH;
        } else {
          successors
              .computeIfAbsent(right[position % WIDTH], _ -> new TreeSet<>())
              .add(position + 1);
        }
      }
      var shift = new TreeMap<Integer, Integer>();
      successors.forEach(
          (symbol, kernel) -> {
            Integer known = numbers.putIfAbsent(kernel, kernels.size());
            if (known == null) {
              kernels.add(kernel);
            }
            shift.put(symbol, known == null ? kernels.size() - 1 : known);
          });
      shifts.add(shift);
      reductions.add(finished);
    }
  }

  private List<Integer> closure(Set<Integer> kernel) {
    List<Integer> positions = new ArrayList<>(kernel);
    var seen = new TreeSet<>(kernel);
    for (int i = 0; i < positions.size(); i++) {
      int position = positions.get(i);
      int[] right = rules.all().get(position / WIDTH).right();
      if (position % WIDTH == right.length || rules.isWord(right[position % WIDTH])) {
        continue;
      }
      for (int rule : rulesOf.getOrDefault(right[position % WIDTH], List.of())) {
        if (seen.add(rule * WIDTH)) {
          positions.add(rule * WIDTH);
        }
      }
    }
    return positions;
  }

  /// The states that lead to the present one.
  private static final class IntStack {
    private int[] states = new int[64];
    private int size;

    void push(int state) {
      if (size == states.length) {
        states = Arrays.copyOf(states, 2 * size);
      }
      states[size++] = state;
    }

    void pop(int count) {
      size -= count;
    }

    int top() {
      return states[size - 1];
    }
  }
}
