package io.millrace.store.segment;

import io.millrace.store.page.GrowingBytes;
import io.millrace.store.page.MapRuns;
import io.millrace.store.page.Utf8;
import java.util.Arrays;

/// The structured metadata of the rows of a slice, taken from Avro bytes. Rows that follow each
/// other with the same keys are one run of the page, so a key that is on every row costs its value
/// only.
final class MetadataBuffer {
  /// The most distinct values of a slice that goes by dictionary.
  private static final int MAX_SLICE_VALUES = 64;

  /// The most entries of the object's dictionary of values.
  private static final int MAX_OBJECT_VALUES = 1024;

  private final Dictionary keys;
  private final Dictionary objectValues;
  private final Dictionary sliceValues = new Dictionary();
  private final GrowingBytes values = new GrowingBytes(16 << 10);
  private final MapRuns runs = new MapRuns();
  private long[] lengths = new long[1024];
  private int[] valueIds = new int[1024];
  private boolean fewValues = true;
  private int pairs;
  private int[] ids = new int[256];
  private int idCount;
  private int patternLength;
  private int patternRows;
  private long repaired;
  private boolean ascii = true;

  /// Where the parser stands.
  private int at;

  MetadataBuffer(Dictionary keys, Dictionary values) {
    this.keys = keys;
    this.objectValues = values;
  }

  /// Values end to end.
  GrowingBytes values() {
    return values;
  }

  /// The length of each value.
  long[] lengths() {
    return lengths;
  }

  int pairs() {
    return pairs;
  }

  /// The dictionary ids of the keys, run by run.
  int[] ids() {
    return ids;
  }

  /// How many keys the dictionary has.
  int keys() {
    return keys.size();
  }

  /// Whether all values of the slice are.
  boolean isAscii() {
    return ascii;
  }

  long repaired() {
    return repaired;
  }

  /// The shape of all rows so far.
  MapRuns runs() {
    endRun();
    return runs;
  }

  /// Whether the values of this slice are few enough to be written by their ids. If so they are in
  /// the object's dictionary from now on, and [#valueIds()] are ids into it.
  boolean useDictionary() {
    if (!fewValues || pairs == 0 || objectValues.size() + sliceValues.size() > MAX_OBJECT_VALUES) {
      return false;
    }
    int[] ids = new int[sliceValues.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = objectValues.add(sliceValues.entry(i));
    }
    for (int pair = 0; pair < pairs; pair++) {
      valueIds[pair] = ids[valueIds[pair]];
    }
    fewValues = false;
    return true;
  }

  /// For each value its id; see [#useDictionary()].
  int[] valueIds() {
    return valueIds;
  }

  /// How many values the object's dictionary has.
  int dictionaryValues() {
    return objectValues.size();
  }

  void clear() {
    values.clear();
    if (sliceValues.size() > 0) {
      sliceValues.clear();
    }
    fewValues = true;
    runs.clear();
    pairs = 0;
    idCount = 0;
    patternLength = 0;
    patternRows = 0;
    ascii = true;
  }

  /// Gives up arrays that large rows have blown up.
  void shrink() {
    values.shrink(1 << 20);
  }

  /// Adds a row with the map `bytes[from] … bytes[from + length - 1]`.
  void add(byte[] bytes, int from, int length) {
    at = from;
    int end = from + length;
    int count = zigZag(bytes, end);
    if (count < 0) {
      throw malformed("block of %d pairs".formatted(count));
    }
    boolean same = patternRows > 0 && count == patternLength;
    int pattern = idCount - patternLength;
    int next = idCount;
    if (ids.length < next + count) {
      ids = Arrays.copyOf(ids, (next + count) * 2);
    }
    for (int i = 0; i < count; i++) {
      int guess = i < patternLength && patternRows > 0 ? ids[pattern + i] : -1;
      int id = key(bytes, end, guess);
      same &= id == guess;
      ids[next + i] = id;
      value(bytes, end);
    }
    if (count > 0 && zigZag(bytes, end) != 0) {
      throw malformed("more than one block");
    }
    if (at != end) {
      throw malformed("%d bytes left over".formatted(end - at));
    }
    if (same) {
      patternRows++;
      return;
    }
    endRun();
    patternLength = count;
    patternRows = 1;
    idCount = next + count;
  }

  private void endRun() {
    if (patternRows > 0) {
      runs.add(patternLength, patternRows);
      patternRows = 0;
    }
  }

  private int key(byte[] bytes, int end, int guess) {
    int length = text(bytes, end);
    int start = at - length;
    if (guess >= 0 && keys.is(guess, bytes, start, length)) {
      return guess;
    }
    int found = keys.find(bytes, start, length);
    if (found >= 0) {
      return found;
    }
    if (Utf8.isValid(bytes, start, length)) {
      return keys.add(bytes, start, length);
    }
    repaired++;
    return keys.add(Utf8.repair(bytes, start, length));
  }

  private void value(byte[] bytes, int end) {
    int length = text(bytes, end);
    int start = at - length;
    if (Utf8.isAscii(bytes, start, length)) {
      append(bytes, start, length);
      return;
    }
    ascii = false;
    if (Utf8.isValid(bytes, start, length)) {
      append(bytes, start, length);
      return;
    }
    byte[] valid = Utf8.repair(bytes, start, length);
    repaired++;
    append(valid, 0, valid.length);
  }

  private void append(byte[] bytes, int start, int length) {
    if (pairs == lengths.length) {
      lengths = Arrays.copyOf(lengths, pairs * 2);
      valueIds = Arrays.copyOf(valueIds, pairs * 2);
    }
    values.write(bytes, start, length);
    lengths[pairs] = length;
    if (fewValues) {
      valueIds[pairs] = valueId(bytes, start, length);
      fewValues = sliceValues.size() <= MAX_SLICE_VALUES;
    }
    pairs++;
  }

  /// Guesses that the row before had the same value.
  private int valueId(byte[] bytes, int start, int length) {
    int before = pairs - patternLength;
    if (before >= 0 && before < pairs && sliceValues.is(valueIds[before], bytes, start, length)) {
      return valueIds[before];
    }
    return sliceValues.add(bytes, start, length);
  }

  /// Steps over a string and returns its length.
  private int text(byte[] bytes, int end) {
    int length = zigZag(bytes, end);
    if (length < 0 || length > end - at) {
      throw malformed("string of %d bytes".formatted(length));
    }
    at += length;
    return length;
  }

  private int zigZag(byte[] bytes, int end) {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      if (at >= end) {
        throw malformed("the end is missing");
      }
      byte b = bytes[at++];
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return (int) ((value >>> 1) ^ -(value & 1));
      }
    }
    throw malformed("a number of more than 5 bytes");
  }

  private static IllegalArgumentException malformed(String found) {
    return new IllegalArgumentException(
        "metadata is no Avro map<string> of one block, found " + found);
  }
}
