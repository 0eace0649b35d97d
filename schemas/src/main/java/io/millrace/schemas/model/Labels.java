package io.millrace.schemas.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.jpountz.xxhash.XXHashFactory;
import org.jspecify.annotations.Nullable;

/// The normalized label set of a stream: sorted by name, no name twice, no empty value.
///
/// The canonical text is `{a="b", c="d"}`: Go string escapes, names in byte order, comma and blank
/// between the pairs. Two sets are the same stream exactly if their texts are equal; sets order by
/// their text, and that is the order of streams in an object.
public final class Labels implements Comparable<Labels> {
  public static final Labels EMPTY = new Labels(List.of());

  private final List<Label> pairs;
  private final String text;
  private final long hash;

  private Labels(List<Label> sorted) {
    this.pairs = sorted;
    this.text = LabelText.print(sorted);
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    this.hash = XXHashFactory.fastestJavaInstance().hash64().hash(utf8, 0, utf8.length, 0);
  }

  /// Normalizes: sorts by name and leaves out empty values.
  ///
  /// @throws IllegalArgumentException if a name stands there twice
  public static Labels of(List<Label> pairs) {
    List<Label> sorted = new ArrayList<>(pairs.size());
    for (Label pair : pairs) {
      if (!pair.value().isEmpty()) {
        sorted.add(pair);
      }
    }
    sorted.sort(Comparator.comparing(Label::name));
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).name().equals(sorted.get(i - 1).name())) {
        throw new IllegalArgumentException("duplicate label name: " + sorted.get(i).name());
      }
    }
    return new Labels(List.copyOf(sorted));
  }

  /// The canonical text of pairs that are sorted already but, unlike those of a stream, may have
  /// empty values.
  public static String text(List<Label> sorted) {
    return LabelText.print(sorted);
  }

  /// As [#of(List)], from a map.
  public static Labels of(Map<String, String> pairs) {
    List<Label> list = new ArrayList<>(pairs.size());
    pairs.forEach((name, value) -> list.add(new Label(name, value)));
    return of(list);
  }

  /// The canonical text of pairs that need not be a label set: in the order given, duplicates too.
  public static String print(List<Label> pairs) {
    return LabelText.print(pairs);
  }

  /// The pairs, ascending by name.
  public List<Label> pairs() {
    return pairs;
  }

  public boolean isEmpty() {
    return pairs.isEmpty();
  }

  /// The value of `name`, or null where the set has no such label.
  public @Nullable String get(String name) {
    for (Label pair : pairs) {
      if (pair.name().equals(name)) {
        return pair.value();
      }
    }
    return null;
  }

  /// XXH64 (seed 0) of the canonical text in UTF-8: the stream hash that partitions `logs`.
  public long hash() {
    return hash;
  }

  @Override
  public int compareTo(Labels other) {
    return text.compareTo(other.text);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Labels that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(hash);
  }

  /// The canonical text.
  @Override
  public String toString() {
    return text;
  }
}
