package io.millrace.query.template;

import io.millrace.query.template.Node.Branch;
import io.millrace.query.template.Node.Command;
import io.millrace.query.template.Node.Operand;
import io.millrace.query.template.Node.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which labels a template reads: each field that may be one, and whether the data is used as a
/// whole.
final class FieldUse {
  private final Set<String> names = new TreeSet<>();
  private boolean readsAll;

  private FieldUse() {}

  static FieldUse of(ParsedTemplate template) {
    FieldUse use = new FieldUse();
    template.root().forEach(use::statement);
    template.definitions().values().forEach(body -> body.forEach(use::statement));
    return use;
  }

  Set<String> names() {
    return Set.copyOf(names);
  }

  boolean readsAll() {
    return readsAll;
  }

  private void statement(Statement statement) {
    switch (statement) {
      case Node.Action(_, Node.Pipe pipe) -> operand(pipe);
      case Branch(_, _, Node.Pipe pipe, List<Statement> list, List<Statement> orElse) -> {
        operand(pipe);
        list.forEach(this::statement);
        orElse.forEach(this::statement);
      }
      case Node.Call call -> {
        Node.Pipe pipe = call.pipe();
        if (pipe != null) {
          for (Command command : pipe.commands()) {
            command.args().stream()
                .filter(arg -> !(arg instanceof Node.Dot))
                .forEach(this::operand);
          }
        }
      }
      case Node.Text _, Node.Break _, Node.Continue _ -> {}
    }
  }

  private void operand(Operand operand) {
    switch (operand) {
      case Node.Pipe pipe ->
          pipe.commands().forEach(command -> command.args().forEach(this::operand));
      case Node.Field(_, List<String> path) -> names.add(GoString.decode(path.getFirst()));
      case Node.Variable(_, List<String> path) -> {
        if (path.getFirst().equals("$")) {
          if (path.size() == 1) {
            readsAll = true;
          } else {
            names.add(GoString.decode(path.get(1)));
          }
        }
      }
      case Node.Chain chain -> operand(chain.inner());
      case Node.Dot _ -> readsAll = true;
      case Node.Identifier _,
          Node.Nil _,
          Node.BoolLiteral _,
          Node.NumberLiteral _,
          Node.StringLiteral _ -> {}
    }
  }
}
