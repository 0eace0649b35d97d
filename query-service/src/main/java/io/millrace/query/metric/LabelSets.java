package io.millrace.query.metric;

import io.millrace.logql.ast.Grouping;
import io.millrace.schemas.model.Label;
import io.millrace.schemas.model.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Makes label sets of label sets.
final class LabelSets {
  private LabelSets() {}

  static Labels keep(Labels labels, Collection<String> names) {
    return select(labels, names, true);
  }

  static Labels drop(Labels labels, Collection<String> names) {
    return names.isEmpty() ? labels : select(labels, names, false);
  }

  /// The labels of the group that `labels` falls into.
  static Labels group(Labels labels, Optional<Grouping> grouping) {
    return grouping.map(g -> select(labels, g.labels(), !g.without())).orElse(Labels.EMPTY);
  }

  /// `labels` with `name` set to `value`; an empty value removes the label.
  static Labels with(Labels labels, String name, String value) {
    List<Label> pairs = new ArrayList<>(labels.pairs().size() + 1);
    for (Label pair : labels.pairs()) {
      if (!pair.name().equals(name)) {
        pairs.add(pair);
      }
    }
    pairs.add(new Label(name, value));
    return Labels.of(pairs);
  }

  private static Labels select(Labels labels, Collection<String> names, boolean keep) {
    List<Label> pairs = new ArrayList<>(labels.pairs().size());
    for (Label pair : labels.pairs()) {
      if (names.contains(pair.name()) == keep) {
        pairs.add(pair);
      }
    }
    return pairs.size() == labels.pairs().size() ? labels : Labels.of(pairs);
  }
}
