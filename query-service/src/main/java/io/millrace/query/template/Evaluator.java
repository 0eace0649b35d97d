package io.millrace.query.template;

import io.millrace.query.template.Node.Command;
import io.millrace.query.template.Node.Operand;
import io.millrace.query.template.format.GoTypes;
import io.millrace.query.template.format.StringMap;
import io.millrace.query.template.function.Function;
import io.millrace.query.template.function.Functions;
import io.millrace.query.template.function.ParameterType;
import io.millrace.query.template.function.TimeMethods;
import io.millrace.query.template.function.Truth;
import io.millrace.query.value.GoQuote;
import io.millrace.query.value.ValueSyntaxException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Evaluates pipelines, step by step as Go does: which node was looked at last shows in messages.
final class Evaluator {
  /// What a command gets that stands first in its pipeline, instead of a last argument.
  private enum Missing {
    ARGUMENT
  }

  private static final Missing MISSING = Missing.ARGUMENT;

  private final Place place;
  private final Variables variables;
  private final Input input;

  Evaluator(Place place, Variables variables, Input input) {
    this.place = place;
    this.variables = variables;
    this.input = input;
  }

  @Nullable Object pipe(@Nullable Object dot, Node.Pipe pipe) {
    place.at(pipe);
    Object value = MISSING;
    for (Command command : pipe.commands()) {
      value = command(dot, command, value);
    }
    for (Node.Variable variable : pipe.variables()) {
      String name = variable.path().getFirst();
      if (pipe.assigns()) {
        variables.set(name, value);
      } else {
        variables.push(name, value);
      }
    }
    return value;
  }

  private @Nullable Object command(@Nullable Object dot, Command command, @Nullable Object last) {
    List<Operand> args = command.args();
    switch (args.getFirst()) {
      case Node.Field field -> {
        place.at(field);
        return fields(dot, field.path(), dot, args, last);
      }
      case Node.Chain chain -> {
        return chain(dot, chain, args, last);
      }
      case Node.Identifier identifier -> {
        place.at(identifier);
        return call(dot, command, identifier.name(), args.subList(1, args.size()), last);
      }
      case Node.Pipe pipe -> {
        notAFunction(args, last);
        return pipe(dot, pipe);
      }
      case Node.Variable variable -> {
        return variable(dot, variable, args, last);
      }
      default -> {}
    }
    Operand first = args.getFirst();
    place.at(first);
    notAFunction(args, last);
    return switch (first) {
      case Node.BoolLiteral(_, boolean value) -> value;
      case Node.Dot _ -> dot;
      case Node.Nil _ -> throw place.error("nil is not a command");
      case Node.NumberLiteral number -> constant(number);
      case Node.StringLiteral(_, _, String text) -> text;
      default -> throw place.error("can't evaluate command " + GoQuote.quote(first.print()));
    };
  }

  private void notAFunction(List<Operand> args, @Nullable Object last) {
    if (args.size() > 1 || !(last instanceof Missing)) {
      throw place.error("can't give argument to non-function " + args.getFirst().print());
    }
  }

  private Object constant(Node.NumberLiteral number) {
    Double real = number.real();
    Long integer = number.integer();
    if (real != null && (number.isReal() || integer == null)) {
      return real;
    }
    return integer == null ? 0L : integer;
  }

  private @Nullable Object chain(
      @Nullable Object dot, Node.Chain chain, List<Operand> args, @Nullable Object last) {
    place.at(chain);
    if (chain.inner() instanceof Node.Nil) {
      throw place.error("indirection through explicit nil in " + chain.print());
    }
    Object receiver = argument(dot, ParameterType.ANY, chain.inner());
    return fields(dot, chain.path(), receiver, args, last);
  }

  private @Nullable Object variable(
      @Nullable Object dot, Node.Variable variable, List<Operand> args, @Nullable Object last) {
    place.at(variable);
    List<String> path = variable.path();
    Object value = variables.get(path.getFirst());
    if (path.size() == 1) {
      notAFunction(args, last);
      return value;
    }
    return fields(dot, path.subList(1, path.size()), value, args, last);
  }

  private @Nullable Object fields(
      @Nullable Object dot,
      List<String> path,
      @Nullable Object receiver,
      List<Operand> args,
      @Nullable Object last) {
    Object value = receiver;
    for (int i = 0; i < path.size(); i++) {
      boolean isLast = i == path.size() - 1;
      if (value == null && i > 0) {
        throw place.error("nil pointer evaluating interface {}." + path.get(i));
      }
      value = field(dot, path.get(i), value, isLast ? args : List.of(), isLast ? last : MISSING);
    }
    return value;
  }

  private @Nullable Object field(
      @Nullable Object dot,
      String name,
      @Nullable Object receiver,
      List<Operand> args,
      @Nullable Object last) {
    boolean hasArgs = args.size() > 1 || !(last instanceof Missing);
    switch (receiver) {
      case null -> {
        return null;
      }
      case ZonedDateTime time -> {
        Function method = TimeMethods.get(time, name);
        if (method != null) {
          return invoke(
              dot,
              place,
              null,
              name,
              method,
              args.subList(Math.min(1, args.size()), args.size()),
              last);
        }
      }
      case Map<?, ?> map -> {
        if (hasArgs) {
          throw place.error(name + " is not a method but has arguments");
        }
        Object found = map.get(name);
        return found == null && map instanceof StringMap ? "" : found;
      }
      default -> {}
    }
    throw place.error("can't evaluate field " + name + " in type " + GoTypes.name(receiver));
  }

  private @Nullable Object call(
      @Nullable Object dot,
      Command command,
      String name,
      List<Operand> args,
      @Nullable Object last) {
    Function function = Functions.all().get(name);
    if (function == null) {
      throw place.error(GoQuote.quote(name) + " is not a defined function");
    }
    return invoke(dot, place, command, name, function, args, last);
  }

  private @Nullable Object invoke(
      @Nullable Object dot,
      Place where,
      @Nullable Command command,
      String name,
      Function function,
      List<Operand> args,
      @Nullable Object last) {
    List<ParameterType> types = function.parameters();
    int given = args.size() + (last instanceof Missing ? 0 : 1);
    int fixed = function.variadic() ? types.size() - 1 : types.size();
    if (function.variadic() ? given < fixed : given != fixed) {
      throw where.error(
          "wrong number of args for %s: want %s%d got %d"
              .formatted(
                  name,
                  function.variadic() ? "at least " : "",
                  fixed,
                  function.variadic() ? args.size() : given));
    }
    if (name.equals("and") || name.equals("or")) {
      return firstThatDecides(dot, name.equals("or"), args, last);
    }
    List<@Nullable Object> values = new ArrayList<>(given);
    for (int i = 0; i < args.size(); i++) {
      values.add(argument(dot, types.get(Math.min(i, types.size() - 1)), args.get(i)));
    }
    if (!(last instanceof Missing)) {
      values.add(validate(last, types.get(Math.min(given, types.size()) - 1)));
    }
    try {
      return function.body().call(new Function.Arguments(values), input);
    } catch (ValueSyntaxException e) {
      if (command != null) {
        where.at(command);
      }
      throw where.error("error calling " + name + ": " + e.getMessage());
    }
  }

  private @Nullable Object firstThatDecides(
      @Nullable Object dot, boolean wanted, List<Operand> args, @Nullable Object last) {
    Object value = null;
    for (Operand arg : args) {
      value = argument(dot, ParameterType.ANY, arg);
      if (Truth.of(value) == wanted) {
        return value;
      }
    }
    return last instanceof Missing ? value : last;
  }

  private @Nullable Object argument(@Nullable Object dot, ParameterType type, Operand arg) {
    place.at(arg);
    return switch (arg) {
      case Node.Dot _ -> validate(dot, type);
      case Node.Nil _ -> {
        if (type != ParameterType.ANY) {
          throw place.error("cannot assign nil to " + type.text());
        }
        yield null;
      }
      case Node.Field field -> validate(fields(dot, field.path(), dot, List.of(), MISSING), type);
      case Node.Variable variable -> validate(variable(dot, variable, List.of(), MISSING), type);
      case Node.Pipe pipe -> validate(pipe(dot, pipe), type);
      case Node.Identifier identifier ->
          validate(
              call(
                  dot,
                  new Command(identifier.position(), List.of(identifier)),
                  identifier.name(),
                  List.of(),
                  MISSING),
              type);
      case Node.Chain chain -> validate(chain(dot, chain, List.of(), MISSING), type);
      case Node.BoolLiteral _, Node.NumberLiteral _, Node.StringLiteral _ -> literal(type, arg);
    };
  }

  private Object literal(ParameterType type, Operand arg) {
    return switch (type) {
      case ANY ->
          switch (arg) {
            case Node.BoolLiteral(_, boolean value) -> value;
            case Node.NumberLiteral number -> constant(number);
            case Node.StringLiteral(_, _, String text) -> text;
            default -> throw place.error("can't handle assignment of " + arg.print());
          };
      case STRING -> {
        if (arg instanceof Node.StringLiteral(_, _, String text)) {
          yield text;
        }
        throw place.error("expected string; found " + arg.print());
      }
      case INT -> {
        Long integer = arg instanceof Node.NumberLiteral number ? number.integer() : null;
        if (integer != null) {
          yield integer;
        }
        throw place.error("expected integer; found " + arg.print());
      }
      case FLOAT -> {
        Double real = arg instanceof Node.NumberLiteral number ? number.real() : null;
        if (real != null) {
          yield real;
        }
        throw place.error("expected float; found " + arg.print());
      }
      case TIME -> throw place.error("can't handle " + arg.print() + " for arg of type time.Time");
    };
  }

  private @Nullable Object validate(@Nullable Object value, ParameterType type) {
    if (type == ParameterType.ANY) {
      return value;
    }
    if (value == null) {
      throw place.error("invalid value; expected " + type.text());
    }
    boolean fits =
        switch (type) {
          case ANY -> true;
          case STRING -> value instanceof String;
          case INT -> value instanceof Long;
          case FLOAT -> value instanceof Double;
          case TIME -> value instanceof ZonedDateTime;
        };
    if (!fits) {
      throw place.error(
          "wrong type for value; expected " + type.text() + "; got " + GoTypes.name(value));
    }
    return value;
  }
}
