package io.millrace.query.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a template. `position` is the byte offset in its text; [#print()] writes it as Go does
/// in error messages.
sealed interface Node {
  int position();

  /// What produces output or directs it.
  sealed interface Statement extends Node {}

  /// What has a value.
  sealed interface Operand extends Node {}

  record Text(int position, String text) implements Statement {}

  /// `{{pipe}}`
  record Action(int position, Pipe pipe) implements Statement {}

  record Break(int position) implements Statement {}

  record Continue(int position) implements Statement {}

  /// `{{if}}`, `{{with}}` and `{{range}}`.
  record Branch(int position, Kind kind, Pipe pipe, List<Statement> list, List<Statement> orElse)
      implements Statement {
    enum Kind {
      IF("if"),
      WITH("with"),
      RANGE("range");

      private final String word;

      Kind(String word) {
        this.word = word;
      }

      String word() {
        return word;
      }
    }
  }

  /// `{{template "name" pipe}}`
  record Call(int position, String name, @Nullable Pipe pipe) implements Statement {}

  /// `$x, $y := a | b`: declared or assigned variables, and commands.
  record Pipe(int position, boolean assigns, List<Variable> variables, List<Command> commands)
      implements Operand {}

  /// `f a b`: an operand, or a function and its arguments.
  record Command(int position, List<Operand> args) implements Node {}

  record Identifier(int position, String name) implements Operand {}

  /// `$x.a.b`: the name of the variable with its dollar, then fields.
  record Variable(int position, List<String> path) implements Operand {}

  record Dot(int position) implements Operand {}

  record Nil(int position) implements Operand {}

  /// `.a.b`
  record Field(int position, List<String> path) implements Operand {}

  /// `(pipe).a.b`
  record Chain(int position, Operand inner, List<String> path) implements Operand {}

  record BoolLiteral(int position, boolean value) implements Operand {}

  /// A number as it is written.
  ///
  /// @param integer its value as an integer, if it has one
  /// @param real its value as a float, if it has one
  record NumberLiteral(int position, String text, @Nullable Long integer, @Nullable Double real)
      implements Operand {
    /// Whether it is written as a float.
    boolean isReal() {
      boolean hex = text.length() > 2 && text.startsWith("0x") && text.indexOf('p') < 0;
      return real != null
          && !hex
          && !text.startsWith("'")
          && text.chars().anyMatch(c -> ".eEpP".indexOf(c) >= 0);
    }
  }

  /// A string constant, as it is written and as it is meant.
  record StringLiteral(int position, String quoted, String text) implements Operand {}

  /// The node as Go prints it.
  default String print() {
    return switch (this) {
      case Text(_, String text) -> text;
      case Action(_, Pipe pipe) -> "{{" + pipe.print() + "}}";
      case Break _ -> "{{break}}";
      case Continue _ -> "{{continue}}";
      case Branch(_, Branch.Kind kind, Pipe pipe, List<Statement> list, List<Statement> orElse) ->
          "{{%s %s}}%s%s{{end}}"
              .formatted(
                  kind.word(),
                  pipe.print(),
                  printAll(list, ""),
                  orElse.isEmpty() ? "" : "{{else}}" + printAll(orElse, ""));
      case Call(_, String name, Pipe pipe) ->
          "{{template \"" + name + "\"" + (pipe == null ? "" : " " + pipe.print()) + "}}";
      case Pipe(_, boolean assigns, List<Variable> variables, List<Command> commands) ->
          (variables.isEmpty() ? "" : printAll(variables, ", ") + (assigns ? " = " : " := "))
              + printAll(commands, " | ");
      case Command(_, List<Operand> args) -> {
        StringBuilder out = new StringBuilder();
        for (Operand arg : args) {
          out.append(out.isEmpty() ? "" : " ");
          out.append(arg instanceof Pipe ? "(" + arg.print() + ")" : arg.print());
        }
        yield out.toString();
      }
      case Identifier(_, String name) -> name;
      case Variable(_, List<String> path) -> String.join(".", path);
      case Dot _ -> ".";
      case Nil _ -> "nil";
      case Field(_, List<String> path) -> "." + String.join(".", path);
      case Chain(_, Operand inner, List<String> path) ->
          (inner instanceof Pipe ? "(" + inner.print() + ")" : inner.print())
              + "."
              + String.join(".", path);
      case BoolLiteral(_, boolean value) -> Boolean.toString(value);
      case NumberLiteral number -> number.text();
      case StringLiteral(_, String quoted, _) -> quoted;
    };
  }

  private static String printAll(List<? extends Node> nodes, String separator) {
    return String.join(separator, nodes.stream().map(Node::print).toList());
  }
}
