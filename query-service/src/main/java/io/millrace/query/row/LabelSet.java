package io.millrace.query.row;

import io.millrace.schemas.model.Label;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A distinct set of labels that rows came out of a pipeline with. The lists are ascending by name,
/// no name stands in two of them, and a value may be empty (an extraction that found nothing).
///
/// @param stream what is left of the labels of the stream
/// @param metadata structured metadata
/// @param parsed what parsers and `label_format` set, and the error labels
public record LabelSet(List<Label> stream, List<Label> metadata, List<Label> parsed) {
  public LabelSet {
    stream = List.copyOf(stream);
    metadata = List.copyOf(metadata);
    parsed = List.copyOf(parsed);
  }

  /// All labels, ascending by name.
  public List<Label> all() {
    List<Label> all = new ArrayList<>(stream.size() + metadata.size() + parsed.size());
    all.addAll(stream);
    all.addAll(metadata);
    all.addAll(parsed);
    all.sort(Comparator.comparing(Label::name));
    return all;
  }

  /// The value of `name`, or null where the set has no such label.
  public @Nullable String get(String name) {
    for (List<Label> labels : List.of(parsed, metadata, stream)) {
      for (Label label : labels) {
        if (label.name().equals(name)) {
          return label.value();
        }
      }
    }
    return null;
  }
}
