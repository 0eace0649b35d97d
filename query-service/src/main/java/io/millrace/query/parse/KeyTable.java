package io.millrace.query.parse;

import io.millrace.query.row.Hints;
import io.millrace.query.row.NameTable;
import io.millrace.query.row.RowLimitException;
import java.util.Arrays;

/// What keys of the data are called as labels: remembers, for each key below each parent, the name.
/// A key is a number from 1; 0 is the top.
public final class KeyTable {
  /// The parent of keys that have none.
  public static final int TOP = 0;

  private static final int LIMIT = 1 << 18;

  private final NameTable names;
  private final Hints hints;

  private byte[][] keys = new byte[64][];
  private int[] parents = new int[64];
  private int[] nameOf = new int[64];
  private boolean[] wanted = new boolean[64];
  private int size = 1;
  private int[] table = new int[256];

  public KeyTable(Hints hints) {
    this.hints = hints;
    this.names = hints.labels().names();
    nameOf[TOP] = -1;
    wanted[TOP] = true;
  }

  /// The number of a key (raw, as it stands in the data) below `parent`.
  public int key(int parent, byte[] text, int start, int length) {
    int mask = table.length - 1;
    int at = hash(parent, text, start, length) & mask;
    while (table[at] != 0) {
      int key = table[at];
      byte[] known = keys[key];
      if (parents[key] == parent
          && known.length == length
          && Arrays.equals(known, 0, length, text, start, start + length)) {
        return key;
      }
      at = (at + 1) & mask;
    }
    return add(parent, Arrays.copyOfRange(text, start, start + length));
  }

  /// The label name of a key, before any suffix; -1 where nothing is left of it.
  public int name(int key) {
    return nameOf[key];
  }

  /// Whether the label of the key, or one below it, can be wanted at all.
  public boolean isWanted(int key) {
    return wanted[key];
  }

  private int add(int parent, byte[] key) {
    if (size == LIMIT) {
      throw new RowLimitException("more than " + LIMIT + " different keys in the lines");
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      parents = Arrays.copyOf(parents, size * 2);
      nameOf = Arrays.copyOf(nameOf, size * 2);
      wanted = Arrays.copyOf(wanted, size * 2);
    }
    int number = size++;
    keys[number] = key;
    parents[number] = parent;
    String own = LabelNames.sanitize(key, 0, key.length, parent == TOP);
    String name = parent == TOP ? own : parentName(parent) + "_" + own;
    nameOf[number] = own.isEmpty() && parent == TOP ? -1 : names.id(name);
    wanted[number] = hints.mayWant(name);
    if (size * 2 >= table.length) {
      rehash();
    } else {
      place(number);
    }
    return number;
  }

  private String parentName(int parent) {
    return nameOf[parent] < 0 ? "" : names.text(nameOf[parent]);
  }

  private void rehash() {
    table = new int[table.length * 2];
    for (int key = 1; key < size; key++) {
      place(key);
    }
  }

  private void place(int key) {
    int mask = table.length - 1;
    int at = hash(parents[key], keys[key], 0, keys[key].length) & mask;
    while (table[at] != 0) {
      at = (at + 1) & mask;
    }
    table[at] = key;
  }

  private static int hash(int parent, byte[] text, int start, int length) {
    int hash = parent * 31 + length;
    for (int i = start; i < start + length; i++) {
      hash = hash * 31 + text[i];
    }
    return hash ^ hash >>> 15;
  }
}
