package io.millrace.logql.ast;

import java.util.List;

/// What stands between a binary operator and its right side: `bool on (app) group_left (version)`.
///
/// Without `on` and `ignoring` all labels are matched: that is `ignoring ()`, and the tree doesn't
/// tell them apart.
///
/// @param returnBool whether a comparison yields 0 or 1 rather than filtering
/// @param on whether `labels` are the ones to match on, rather than the ones to ignore
/// @param labels the labels of `on` or `ignoring`
/// @param cardinality which side may have many series for one of the other
/// @param include the labels of `group_left` or `group_right`
public record BinaryModifier(
    boolean returnBool,
    boolean on,
    List<String> labels,
    Cardinality cardinality,
    List<String> include) {

  /// No modifier was written.
  public static final BinaryModifier NONE =
      new BinaryModifier(false, false, List.of(), Cardinality.ONE_TO_ONE, List.of());

  public BinaryModifier {
    labels = List.copyOf(labels);
    include = List.copyOf(include);
  }

  /// Which side of a vector operation may have many series.
  public enum Cardinality {
    ONE_TO_ONE,
    /// `group_left`
    MANY_TO_ONE,
    /// `group_right`
    ONE_TO_MANY
  }
}
