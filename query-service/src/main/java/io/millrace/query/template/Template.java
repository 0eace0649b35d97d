package io.millrace.query.template;

import io.millrace.query.row.NameTable;
import io.millrace.query.row.Row;
import io.millrace.query.template.Node.Statement;
import io.millrace.query.template.function.Functions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A compiled template. Immutable; each worker makes its own [Runner].
public final class Template {
  private final ParsedTemplate parsed;
  private final Set<String> fields;
  private final boolean readsAll;

  private Template(ParsedTemplate parsed) {
    this.parsed = parsed;
    FieldUse use = FieldUse.of(parsed);
    this.fields = use.names();
    this.readsAll = use.readsAll();
  }

  /// Compiles a template; the name stands in messages.
  ///
  /// @throws TemplateException with Go's message
  public static Template compile(String name, String text) {
    return new Template(Parser.parse(name, GoString.encode(text), Functions.all()::has));
  }

  /// The labels that are read by name.
  public Set<String> fields() {
    return fields;
  }

  /// Whether the template may read any label.
  public boolean readsAllLabels() {
    return readsAll;
  }

  /// An execution for one thread.
  public Runner newRunner(NameTable names) {
    return new Runner(parsed, names);
  }

  /// Executes a template for one row after the other.
  public static final class Runner {
    private final ParsedTemplate parsed;
    private final int @Nullable [] simple;
    private final byte[][] texts;
    private @Nullable Execution execution;
    private @Nullable Input input;

    private Runner(ParsedTemplate parsed, NameTable names) {
      this.parsed = parsed;
      List<Statement> root = parsed.root();
      this.texts = new byte[root.size()][];
      this.simple = simple(root, names);
    }

    /// For each statement the number of the label that it shows, or -1 where it is text; null if
    /// some statement is neither.
    private int @Nullable [] simple(List<Statement> root, NameTable names) {
      int[] labels = new int[root.size()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = -1;
        switch (root.get(i)) {
          case Node.Text(_, String text) -> texts[i] = GoString.bytes(text);
          case Node.Action(_, Node.Pipe pipe)
              when pipe.variables().isEmpty()
                  && pipe.commands().size() == 1
                  && pipe.commands().getFirst().args().size() == 1
                  && pipe.commands().getFirst().args().getFirst() instanceof Node.Field field
                  && field.path().size() == 1 ->
              labels[i] = names.id(GoString.decode(field.path().getFirst()));
          default -> {
            return null;
          }
        }
      }
      return labels;
    }

    /// Appends the output for the row to its scratch: `[from, position())` of it.
    ///
    /// @return where the output begins
    /// @throws TemplateException with Go's message; nothing has been appended then
    public int run(Row row) {
      int from = row.scratch().position();
      int[] labels = simple;
      if (labels != null) {
        for (int i = 0; i < labels.length; i++) {
          int entry = labels[i] < 0 ? -1 : row.labels().slot(labels[i]);
          if (labels[i] < 0) {
            row.scratch().append(texts[i], 0, texts[i].length);
          } else if (entry >= 0) {
            row.scratch()
                .append(
                    row.labels().text(entry),
                    row.labels().start(entry),
                    row.labels().length(entry));
          }
        }
        return from;
      }
      Input data = input;
      Execution work = execution;
      if (data == null || work == null || data.row() != row) {
        data = new Input(row);
        work = new Execution(parsed, data);
        input = data;
        execution = work;
      }
      byte[] output = GoString.bytes(work.run(data.labels()));
      row.scratch().append(output, 0, output.length);
      return from;
    }
  }
}
