package io.millrace.query.regex;

import io.millrace.query.regex.Node.Concat;
import io.millrace.query.regex.Node.Empty;
import io.millrace.query.regex.Node.Literal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The inside of a group while it is read: finished alternatives, and the pieces of the one at
/// hand.
final class Sequence {
  private final List<Node> alternatives = new ArrayList<>();
  private final List<Node> pieces = new ArrayList<>();
  private boolean hasBar;

  void push(Node node) {
    pieces.add(node);
  }

  /// Takes the last piece away, to be repeated; null if there is none.
  @Nullable Node pop() {
    return pieces.isEmpty() ? null : pieces.removeLast();
  }

  /// A `|` was read.
  void nextAlternative() {
    finishAlternative();
    hasBar = true;
  }

  /// The group as one node.
  Node finish() {
    finishAlternative();
    return Alternatives.of(alternatives);
  }

  /// Puts the pieces together. Two neighbouring alternatives of one rune each are one class.
  private void finishAlternative() {
    Node whole = concat();
    pieces.clear();
    if (hasBar && whole.isOneRune() && alternatives.getLast().isOneRune()) {
      alternatives.set(alternatives.size() - 1, Alternatives.join(alternatives.getLast(), whole));
    } else {
      alternatives.add(whole);
    }
  }

  /// Joins neighbouring literals, and only then takes nested sequences apart.
  private Node concat() {
    List<Node> joined = new ArrayList<>();
    for (Node piece : pieces) {
      join(joined, piece);
    }
    List<Node> flat = new ArrayList<>();
    for (Node piece : joined) {
      if (piece instanceof Concat(List<Node> subs) && joined.size() > 1) {
        flat.addAll(subs);
      } else {
        flat.add(piece);
      }
    }
    return switch (flat.size()) {
      case 0 -> new Empty();
      case 1 -> flat.getFirst();
      default -> new Concat(flat);
    };
  }

  private static void join(List<Node> joined, Node piece) {
    if (!joined.isEmpty()
        && joined.getLast() instanceof Literal(int[] left, boolean leftFold)
        && piece instanceof Literal(int[] right, boolean rightFold)
        && leftFold == rightFold) {
      int[] runes = Arrays.copyOf(left, left.length + right.length);
      System.arraycopy(right, 0, runes, left.length, right.length);
      joined.set(joined.size() - 1, new Literal(runes, leftFold));
    } else {
      joined.add(piece);
    }
  }
}
