package io.millrace.query.row;

import java.util.Arrays;

/// What a row's labels are compared with: names, categories and the bytes of the values, end to
/// end, in the order in which the first such row had them.
record SeriesKey(
    long hash, int series, int[] names, Category[] categories, byte[] values, int[] ends) {

  static SeriesKey of(long hash, int series, RowLabels labels, int[] entries, int count) {
    int[] names = new int[count];
    Category[] categories = new Category[count];
    int[] ends = new int[count];
    int length = 0;
    for (int i = 0; i < count; i++) {
      names[i] = labels.name(entries[i]);
      categories[i] = labels.category(entries[i]);
      length += labels.length(entries[i]);
      ends[i] = length;
    }
    byte[] values = new byte[length];
    int at = 0;
    for (int i = 0; i < count; i++) {
      int entry = entries[i];
      System.arraycopy(labels.text(entry), labels.start(entry), values, at, labels.length(entry));
      at = ends[i];
    }
    return new SeriesKey(hash, series, names, categories, values, ends);
  }

  int bytes() {
    return values.length + names.length * 12;
  }

  /// Whether the entries are the same labels, in whatever order.
  boolean matches(RowLabels labels, int[] entries, int count) {
    if (count != names.length) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      int entry = entries[i];
      int at = names[i] == labels.name(entry) ? i : indexOf(labels.name(entry));
      if (at < 0 || categories[at] != labels.category(entry)) {
        return false;
      }
      int start = at == 0 ? 0 : ends[at - 1];
      int from = labels.start(entry);
      if (!Arrays.equals(
          values, start, ends[at], labels.text(entry), from, from + labels.length(entry))) {
        return false;
      }
    }
    return true;
  }

  private int indexOf(int name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i] == name) {
        return i;
      }
    }
    return -1;
  }
}
