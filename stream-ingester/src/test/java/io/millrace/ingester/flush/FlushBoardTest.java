package io.millrace.ingester.flush;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FlushBoardTest {
  private final FlushBoard board = new FlushBoard();

  @Test
  void nothingIsDueUnlessAskedFor() {
    board.ask(1, 10);

    assertThat(board.isDue(0, 0, 100)).isFalse();
    assertThat(board.isDue(1, 0, 9)).isFalse();
    assertThat(board.isDue(1, 0, 10)).isTrue();
  }

  @Test
  void whatEarlierCutsSatisfyIsForgotten() {
    board.ask(1, 10);

    assertThat(board.isDue(1, 10, 20)).isFalse();
    assertThat(board.isDue(1, 0, 20)).isFalse();
  }

  @Test
  void aTargetOutOfReachDoesNotHideANearerOne() {
    board.ask(1, 1_000);
    board.ask(1, 10);

    assertThat(board.isDue(1, 5, 20)).isTrue();
    assertThat(board.isDue(1, 20, 999)).isFalse();
    assertThat(board.isDue(1, 20, 1_000)).isTrue();
  }
}
