package io.millrace.query.template;

import io.millrace.query.template.Node.Branch;
import io.millrace.query.template.Node.Statement;
import io.millrace.query.template.format.GoPrinter;
import io.millrace.query.template.format.GoTypes;
import io.millrace.query.template.function.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Executes the statements of a template. Used by one thread.
final class Execution {
  private static final int MAX_DEPTH = 200;
  private static final int MAX_OUTPUT = 16 << 20;

  /// How a list of statements ended.
  private enum Flow {
    NEXT,
    BREAK,
    CONTINUE
  }

  private final ParsedTemplate template;
  private final Evaluator evaluator;
  private final Variables variables;
  private final Place place;
  private final StringBuilder out = new StringBuilder();
  private int depth;

  Execution(ParsedTemplate template, Input input) {
    this.template = template;
    this.place = new Place(template);
    this.variables = new Variables();
    this.evaluator = new Evaluator(place, variables, input);
  }

  /// The output for the row at hand, as bytes.
  ///
  /// @throws TemplateException with Go's message
  String run(Object data) {
    out.setLength(0);
    depth = 0;
    place.enter(template.name());
    variables.reset(data);
    walk(data, template.root());
    return out.toString();
  }

  private Flow walk(@Nullable Object dot, List<Statement> statements) {
    for (Statement statement : statements) {
      Flow flow = walk(dot, statement);
      if (flow != Flow.NEXT) {
        return flow;
      }
    }
    return Flow.NEXT;
  }

  private Flow walk(@Nullable Object dot, Statement statement) {
    place.at(statement);
    return switch (statement) {
      case Node.Text(_, String text) -> {
        write(text);
        yield Flow.NEXT;
      }
      case Node.Action(_, Node.Pipe pipe) -> {
        Object value = evaluator.pipe(dot, pipe);
        if (pipe.variables().isEmpty()) {
          place.at(statement);
          write(value == null ? "<no value>" : GoPrinter.value(value));
        }
        yield Flow.NEXT;
      }
      case Node.Break _ -> Flow.BREAK;
      case Node.Continue _ -> Flow.CONTINUE;
      case Branch branch when branch.kind() == Branch.Kind.RANGE -> range(dot, branch);
      case Branch branch -> ifOrWith(dot, branch);
      case Node.Call call -> {
        call(dot, call);
        yield Flow.NEXT;
      }
    };
  }

  private void write(String text) {
    if (out.length() + text.length() > MAX_OUTPUT) {
      throw place.error("output of more than " + MAX_OUTPUT + " bytes");
    }
    out.append(text);
  }

  private Flow ifOrWith(@Nullable Object dot, Branch branch) {
    int mark = variables.mark();
    Object value = evaluator.pipe(dot, branch.pipe());
    Flow flow;
    if (Truth.of(value)) {
      flow = walk(branch.kind() == Branch.Kind.WITH ? value : dot, branch.list());
    } else {
      flow = walk(dot, branch.orElse());
    }
    variables.pop(mark);
    return flow;
  }

  private Flow range(@Nullable Object dot, Branch branch) {
    int mark = variables.mark();
    Object value = evaluator.pipe(dot, branch.pipe());
    List<Map.Entry<Object, @Nullable Object>> elements = elements(value);
    int inner = variables.mark();
    for (Map.Entry<Object, @Nullable Object> element : elements) {
      bind(branch.pipe(), element.getKey(), element.getValue());
      Flow flow = walk(element.getValue(), branch.list());
      variables.pop(inner);
      if (flow == Flow.BREAK) {
        break;
      }
    }
    variables.pop(mark);
    return elements.isEmpty() ? walk(dot, branch.orElse()) : Flow.NEXT;
  }

  private void bind(Node.Pipe pipe, Object index, @Nullable Object element) {
    List<Node.Variable> declared = pipe.variables();
    if (declared.isEmpty()) {
      return;
    }
    boolean both = declared.size() > 1;
    variables.set(declared.getFirst().path().getFirst(), both ? index : element);
    if (both) {
      variables.set(declared.get(1).path().getFirst(), element);
    }
  }

  private List<Map.Entry<Object, @Nullable Object>> elements(@Nullable Object value) {
    List<Map.Entry<Object, @Nullable Object>> elements = new ArrayList<>();
    Long count = GoTypes.integer(value);
    if (count != null) {
      if (count > MAX_OUTPUT) {
        throw place.error("range over more than " + MAX_OUTPUT + " numbers");
      }
      for (long i = 0; i < count; i++) {
        elements.add(entry(i, i));
      }
      return elements;
    }
    switch (value) {
      case null -> {}
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          elements.add(entry((long) i, list.get(i)));
        }
      }
      case Map<?, ?> map ->
          new TreeMap<Object, @Nullable Object>(map)
              .forEach((key, element) -> elements.add(entry(key, element)));
      default -> throw place.error("range can't iterate over " + GoPrinter.value(value));
    }
    return elements;
  }

  private static Map.Entry<Object, @Nullable Object> entry(Object key, @Nullable Object value) {
    return new java.util.AbstractMap.SimpleImmutableEntry<>(key, value);
  }

  private void call(@Nullable Object dot, Node.Call call) {
    List<Statement> body = template.definitions().get(call.name());
    if (body == null) {
      throw place.error("template \"" + call.name() + "\" not defined");
    }
    if (++depth > MAX_DEPTH) {
      throw place.error("exceeded maximum template depth (" + MAX_DEPTH + ")");
    }
    Node.Pipe pipe = call.pipe();
    Object data = pipe == null ? null : evaluator.pipe(dot, pipe);
    String caller = place.enter(call.name());
    Variables.Frame frame = variables.enter(data);
    walk(data, body);
    variables.leave(frame);
    place.enter(caller);
    depth--;
  }
}
