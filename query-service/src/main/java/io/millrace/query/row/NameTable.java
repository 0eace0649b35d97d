package io.millrace.query.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The label names that a worker has met, numbered from 0. Grows only; a worker that meets more
/// than [#LIMIT] names gives its query up.
public final class NameTable {
  /// `__error__`
  public static final int ERROR = 0;

  /// `__error_details__`
  public static final int ERROR_DETAILS = 1;

  /// `__preserve_error__`
  public static final int PRESERVE_ERROR = 2;

  /// How many names a worker takes on.
  static final int LIMIT = 1 << 18;

  private static final byte[] SUFFIX = "_extracted".getBytes(StandardCharsets.UTF_8);

  private byte[][] names = new byte[64][];
  private String[] texts = new String[64];
  private int[] extracted = new int[64];
  private int size;
  private int[] table = filled(256);

  public NameTable() {
    id("__error__");
    id("__error_details__");
    id("__preserve_error__");
  }

  public int size() {
    return size;
  }

  public int id(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return id(bytes, 0, bytes.length);
  }

  /// The number of a name, given to it now if it is new. The bytes are copied.
  public int id(byte[] bytes, int start, int length) {
    int mask = table.length - 1;
    int at = (int) ByteHash.of(bytes, start, length) & mask;
    while (true) {
      int found = table[at];
      if (found < 0) {
        return add(Arrays.copyOfRange(bytes, start, start + length));
      }
      byte[] name = names[found];
      if (name.length == length && Arrays.equals(name, 0, length, bytes, start, start + length)) {
        return found;
      }
      at = (at + 1) & mask;
    }
  }

  /// The number of a name, or -1 if it has none yet.
  public int find(byte[] name) {
    int mask = table.length - 1;
    int at = (int) ByteHash.of(name, 0, name.length) & mask;
    while (table[at] >= 0 && !Arrays.equals(names[table[at]], name)) {
      at = (at + 1) & mask;
    }
    return table[at];
  }

  /// The number of the same name with `_extracted` behind it.
  public int extracted(int id) {
    int known = extracted[id];
    if (known >= 0) {
      return known;
    }
    byte[] name = names[id];
    byte[] longer = Arrays.copyOf(name, name.length + SUFFIX.length);
    System.arraycopy(SUFFIX, 0, longer, name.length, SUFFIX.length);
    int other = id(longer, 0, longer.length);
    extracted[id] = other;
    return other;
  }

  public String text(int id) {
    return texts[id];
  }

  public byte[] bytes(int id) {
    return names[id];
  }

  private int add(byte[] name) {
    if (size == LIMIT) {
      throw new RowLimitException("more than " + LIMIT + " different label names in one query");
    }
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      texts = Arrays.copyOf(texts, size * 2);
      extracted = Arrays.copyOf(extracted, size * 2);
    }
    if (size * 2 >= table.length) {
      rehash();
    }
    int id = size++;
    names[id] = name;
    texts[id] = new String(name, StandardCharsets.UTF_8);
    extracted[id] = -1;
    place(id);
    return id;
  }

  private void rehash() {
    table = filled(table.length * 2);
    for (int id = 0; id < size; id++) {
      place(id);
    }
  }

  private void place(int id) {
    int mask = table.length - 1;
    int at = (int) ByteHash.of(names[id], 0, names[id].length) & mask;
    while (table[at] >= 0) {
      at = (at + 1) & mask;
    }
    table[at] = id;
  }

  private static int[] filled(int length) {
    int[] array = new int[length];
    Arrays.fill(array, -1);
    return array;
  }
}
