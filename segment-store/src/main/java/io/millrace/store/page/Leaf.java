package io.millrace.store.page;

import java.util.List;
import org.apache.parquet.format.Encoding;

/// The six leaf columns of an object, in the order of the file and of everything in the index that
/// is there for each of them.
public enum Leaf {
  TIMESTAMP(0, Encoding.DELTA_BINARY_PACKED, "timestamp"),
  LABEL_KEY(1, Encoding.RLE_DICTIONARY, "labels", "key_value", "key"),
  LABEL_VALUE(2, Encoding.RLE_DICTIONARY, "labels", "key_value", "value"),
  LINE(3, Encoding.DELTA_LENGTH_BYTE_ARRAY, "line"),
  METADATA_KEY(4, Encoding.RLE_DICTIONARY, "metadata", "key_value", "key"),
  METADATA_VALUE(5, Encoding.DELTA_LENGTH_BYTE_ARRAY, "metadata", "key_value", "value");

  /// All leaves; `values()` without the copy.
  public static final List<Leaf> ALL = List.of(values());

  private final int number;
  private final Encoding encoding;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> path;

  Leaf(int number, Encoding encoding, String... path) {
    this.number = number;
    this.encoding = encoding;
    this.path = List.of(path);
  }

  /// The place in that order, from 0.
  public int number() {
    return number;
  }

  /// How the data pages are encoded. Those of the metadata values have a dictionary page too, and a
  /// page of few distinct values may use it instead.
  public Encoding encoding() {
    return encoding;
  }

  /// The names from the root of the schema.
  public List<String> path() {
    return path;
  }

  /// Whether the column chunk begins with a dictionary page.
  public boolean hasDictionary() {
    return encoding == Encoding.RLE_DICTIONARY || this == METADATA_VALUE;
  }

  /// Whether pages go through the object's codec.
  public boolean isCompressed() {
    return this != TIMESTAMP;
  }

  /// The name in errors.
  public String label() {
    return String.join(".", path);
  }
}
