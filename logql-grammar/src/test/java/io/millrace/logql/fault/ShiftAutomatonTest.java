package io.millrace.logql.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShiftAutomatonTest {
  private static final List<String> TOKENS = List.of("$end", "N", "PLUS", "POW", "OPEN", "CLOSE");
  private static final int N = 1;
  private static final int PLUS = 2;
  private static final int OPEN = 4;
  private static final int CLOSE = 5;

  private final ShiftAutomaton sums =
      automaton("root: e", "e: e {PLUS POW} e | N | OPEN e CLOSE | OPEN CLOSE");

  @Test
  void read_reachesTheEndOfASentence() {
    int[] words = {N, PLUS, OPEN, N, CLOSE, Rules.END};

    assertThat(sums.read(words).position()).isEqualTo(words.length);
  }

  @Test
  void read_stopsWithWhatTheStateCouldShift() {
    var stop = sums.read(new int[] {OPEN, PLUS, Rules.END});

    assertThat(stop.position()).isEqualTo(1);
    assertThat(stop.usable()).containsExactly(N, OPEN, CLOSE);
  }

  @Test
  void read_reducesBeforeItComplains() {
    var stop = sums.read(new int[] {N, CLOSE, Rules.END});

    assertThat(stop.position()).isEqualTo(1);
    assertThat(stop.usable()).isEmpty();
  }

  @Test
  void constructor_refusesAGrammarThatNeedsLookAhead() {
    assertThatThrownBy(() -> automaton("root: e", "e: a | b", "a: N", "b: N"))
        .isInstanceOf(IllegalStateException.class);
  }

  private static ShiftAutomaton automaton(String... rules) {
    return new ShiftAutomaton(new Rules(List.of(rules), TOKENS));
  }
}
