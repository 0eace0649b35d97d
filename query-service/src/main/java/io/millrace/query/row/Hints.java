package io.millrace.query.row;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a parser need not extract. Either everything is wanted, or only some names; and when the
/// last of those has been found, parsing may stop, so that an error in the rest of the line is
/// never seen. A name that ends in `_extracted` also asks for the name without the suffix.
///
/// Bound to the names and the labels of one worker.
public final class Hints {
  private static final String SUFFIX = "_extracted";

  private final RowLabels labels;
  private final int @Nullable [] wanted;

  private Hints(RowLabels labels, int @Nullable [] wanted) {
    this.labels = labels;
    this.wanted = wanted;
  }

  public static Hints everything(RowLabels labels) {
    return new Hints(labels, null);
  }

  /// Only these names. None at all: parsers have nothing to do.
  public static Hints only(RowLabels labels, List<String> names) {
    return new Hints(
        labels,
        names.stream()
            .flatMap(
                name ->
                    name.endsWith(SUFFIX)
                        ? List.of(name, name.substring(0, name.length() - SUFFIX.length())).stream()
                        : List.of(name).stream())
            .distinct()
            .mapToInt(labels.names()::id)
            .toArray());
  }

  public RowLabels labels() {
    return labels;
  }

  /// Whether every label is wanted.
  public boolean isEverything() {
    return wanted == null;
  }

  /// The names that are wanted, where not everything is.
  public int[] wanted() {
    return wanted == null ? new int[0] : wanted;
  }

  /// Whether a parser has to extract this (final) name for the row at hand: it is wanted and was
  /// not set by a parser before.
  public boolean shouldExtract(int name) {
    if (labels.isExtracted(name)) {
      return false;
    }
    if (wanted == null) {
      return true;
    }
    for (int other : wanted) {
      if (other == name) {
        return true;
      }
    }
    return false;
  }

  /// Whether a label of this name, with or without the suffix `_extracted`, or one whose name
  /// begins with it can be wanted.
  public boolean mayWant(String name) {
    if (wanted == null) {
      return true;
    }
    for (int other : wanted) {
      if (labels.names().text(other).startsWith(name)) {
        return true;
      }
    }
    return false;
  }

  /// Whether nothing is left to be found in the row at hand.
  public boolean isDone() {
    if (wanted == null) {
      return false;
    }
    for (int name : wanted) {
      if (!labels.isExtracted(name)) {
        return false;
      }
    }
    return true;
  }
}
