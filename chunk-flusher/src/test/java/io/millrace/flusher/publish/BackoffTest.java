package io.millrace.flusher.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void failures_makeTheNextAttemptWaitTwiceAsLong() throws InterruptedException {
    var backoff = new Backoff(Duration.ofMillis(400));
    long first = backoff.awaitTurn();

    backoff.failed(first);
    long started = System.nanoTime();
    long second = backoff.awaitTurn();
    long waitedOnce = System.nanoTime() - started;
    backoff.failed(second);
    long third = backoff.awaitTurn();
    long waitedBoth = System.nanoTime() - started;

    assertThat(Duration.ofNanos(waitedOnce)).isGreaterThanOrEqualTo(Duration.ofMillis(250));
    assertThat(Duration.ofNanos(waitedBoth)).isGreaterThanOrEqualTo(Duration.ofMillis(650));
    assertThat(third).isGreaterThan(second).isGreaterThan(first);
  }

  @Test
  void failuresOfOneRound_countOnce() throws InterruptedException {
    var backoff = new Backoff(Duration.ofHours(1));
    long round = backoff.awaitTurn();

    assertThat(backoff.failed(round)).isTrue();
    for (int i = 0; i < 20; i++) {
      assertThat(backoff.failed(round)).isFalse();
    }

    assertThat(backoff.isWaiting()).isTrue();
    assertThat(backoff.awaitTurn()).isEqualTo(round + 1);
  }

  @Test
  void success_letsEverybodyGo() throws InterruptedException {
    var backoff = new Backoff(Duration.ofHours(1));
    for (int i = 0; i < 3; i++) {
      backoff.failed(backoff.awaitTurn());
    }
    var passed = new CountDownLatch(1);
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                backoff.awaitTurn();
                passed.countDown();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });

    assertThat(backoff.succeeded()).isTrue();
    assertThat(backoff.succeeded()).isFalse();

    assertThat(passed.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(backoff.isWaiting()).isFalse();
  }
}
