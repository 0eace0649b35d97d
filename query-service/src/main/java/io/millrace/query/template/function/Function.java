package io.millrace.query.template.function;

import io.millrace.query.template.Input;
import io.millrace.query.value.ValueSyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A function of templates.
///
/// @param parameters the types of the parameters; the last one is that of all further arguments if
///   the function is `variadic`
public record Function(List<ParameterType> parameters, boolean variadic, Body body) {
  public Function {
    parameters = List.copyOf(parameters);
  }

  /// What the function does.
  @FunctionalInterface
  public interface Body {
    /// The arguments are of the types of the parameters.
    ///
    /// @throws ValueSyntaxException with the text of the error, or of the panic, of Go's function
    @Nullable Object call(Arguments arguments, Input input) throws ValueSyntaxException;
  }

  /// The arguments of a call.
  public record Arguments(List<? extends @Nullable Object> values) {
    public int size() {
      return values.size();
    }

    public @Nullable Object any(int index) {
      return values.get(index);
    }

    public String string(int index) {
      return (String) java.util.Objects.requireNonNull(values.get(index));
    }

    public long integer(int index) {
      return (Long) java.util.Objects.requireNonNull(values.get(index));
    }
  }
}
