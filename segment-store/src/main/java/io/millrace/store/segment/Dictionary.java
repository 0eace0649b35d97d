package io.millrace.store.segment;

import io.millrace.store.page.GrowingBytes;
import java.util.Arrays;

/// The distinct texts of a column of one object, numbered in the order in which they came. Finding
/// one that is known makes no object.
final class Dictionary {
  private static final int INITIAL = 64;

  private byte[][] entries = new byte[INITIAL][];
  private int[] slots = new int[INITIAL * 2]; // id + 1, 0 is free
  private int size;

  int size() {
    return size;
  }

  byte[] entry(int id) {
    return entries[id];
  }

  boolean is(int id, byte[] text, int at, int length) {
    byte[] entry = entries[id];
    return entry.length == length && Arrays.equals(entry, 0, length, text, at, at + length);
  }

  /// The number of the text; -1 if it is not in here yet.
  int find(byte[] text, int at, int length) {
    return slots[slot(text, at, length)] - 1;
  }

  /// The number of the text, which is added if it is new.
  int add(byte[] text, int at, int length) {
    int slot = slot(text, at, length);
    if (slots[slot] == 0) {
      if (size == entries.length) {
        grow();
        slot = slot(text, at, length);
      }
      entries[size++] = Arrays.copyOfRange(text, at, at + length);
      slots[slot] = size;
    }
    return slots[slot] - 1;
  }

  int add(byte[] text) {
    return add(text, 0, text.length);
  }

  void clear() {
    entries = new byte[INITIAL][];
    slots = new int[INITIAL * 2];
    size = 0;
  }

  /// The body of a dictionary page: each entry with its length in four bytes.
  void write(GrowingBytes out) {
    for (int id = 0; id < size; id++) {
      out.putInt(entries[id].length);
      out.write(entries[id]);
    }
  }

  private int slot(byte[] text, int at, int length) {
    int mask = slots.length - 1;
    int slot = hash(text, at, length) & mask;
    while (slots[slot] != 0 && !is(slots[slot] - 1, text, at, length)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    entries = Arrays.copyOf(entries, size * 2);
    slots = new int[size * 4];
    for (int id = 0; id < size; id++) {
      slots[slot(entries[id], 0, entries[id].length)] = id + 1;
    }
  }

  private static int hash(byte[] text, int at, int length) {
    int hash = length;
    for (int i = at; i < at + length; i++) {
      hash = hash * 31 + text[i];
    }
    hash *= 0x9E3779B9;
    return hash ^ (hash >>> 15);
  }
}
