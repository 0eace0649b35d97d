package io.millrace.query.template.function;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All functions by name. Immutable, shared.
public final class Functions {
  private static final Functions ALL = new Functions();

  private final Map<String, Function> byName = new HashMap<>();

  private Functions() {
    BuiltinFunctions.addTo(this);
    StringFunctions.addTo(this);
    TextFunctions.addTo(this);
    NumberFunctions.addTo(this);
    DateFunctions.addTo(this);
  }

  public static Functions all() {
    return ALL;
  }

  public @Nullable Function get(String name) {
    return byName.get(name);
  }

  public boolean has(String name) {
    return byName.containsKey(name);
  }

  void add(String name, Function.Body body, ParameterType... parameters) {
    byName.put(name, new Function(List.of(parameters), false, body));
  }

  void addVariadic(String name, Function.Body body, ParameterType... parameters) {
    byName.put(name, new Function(List.of(parameters), true, body));
  }
}
