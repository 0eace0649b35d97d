package io.millrace.query.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The variables of an execution, innermost last. `$` is the data of the template.
final class Variables {
  private List<String> names = new ArrayList<>();
  private List<@Nullable Object> values = new ArrayList<>();

  /// The variables of a template that called another one.
  record Frame(List<String> names, List<@Nullable Object> values) {}

  void reset(@Nullable Object data) {
    names.clear();
    values.clear();
    push("$", data);
  }

  /// Begins with nothing but the data, as a called template does.
  Frame enter(@Nullable Object data) {
    Frame frame = new Frame(names, values);
    names = new ArrayList<>();
    values = new ArrayList<>();
    push("$", data);
    return frame;
  }

  void leave(Frame frame) {
    names = frame.names();
    values = frame.values();
  }

  int mark() {
    return names.size();
  }

  void pop(int mark) {
    while (names.size() > mark) {
      names.removeLast();
      values.removeLast();
    }
  }

  void push(String name, @Nullable Object value) {
    names.add(name);
    values.add(value);
  }

  /// Sets the innermost variable of this name.
  void set(String name, @Nullable Object value) {
    int index = names.lastIndexOf(name);
    if (index >= 0) {
      values.set(index, value);
    }
  }

  @Nullable Object get(String name) {
    int index = names.lastIndexOf(name);
    return index < 0 ? null : values.get(index);
  }
}
