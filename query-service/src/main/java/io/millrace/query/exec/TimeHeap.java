package io.millrace.query.exec;

import io.millrace.query.plan.Direction;

/// The first `limit` of the times that were added, in the direction of a query: a binary heap of
/// plain numbers, the last of them on top.
final class TimeHeap {
  private final long[] heap;
  private final boolean forward;
  private int size;

  TimeHeap(int limit, Direction direction) {
    this.heap = new long[limit];
    this.forward = direction == Direction.FORWARD;
  }

  boolean isFull() {
    return size == heap.length;
  }

  /// The last of the times. There must be one.
  long last() {
    return forward ? heap[0] : -heap[0];
  }

  void add(long time) {
    long key = forward ? time : -time;
    if (size < heap.length) {
      heap[size] = key;
      up(size++);
    } else if (key < heap[0]) {
      heap[0] = key;
      down();
    }
  }

  void addAll(TimeHeap other) {
    for (int i = 0; i < other.size; i++) {
      add(forward ? other.heap[i] : -other.heap[i]);
    }
  }

  private void up(int start) {
    int at = start;
    while (at > 0 && heap[(at - 1) / 2] < heap[at]) {
      swap(at, (at - 1) / 2);
      at = (at - 1) / 2;
    }
  }

  private void down() {
    int at = 0;
    while (true) {
      int child = 2 * at + 1;
      if (child >= size) {
        return;
      }
      if (child + 1 < size && heap[child + 1] > heap[child]) {
        child++;
      }
      if (heap[child] <= heap[at]) {
        return;
      }
      swap(at, child);
      at = child;
    }
  }

  private void swap(int a, int b) {
    long time = heap[a];
    heap[a] = heap[b];
    heap[b] = time;
  }
}
