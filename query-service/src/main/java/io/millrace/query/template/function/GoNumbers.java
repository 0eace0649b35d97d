package io.millrace.query.template.function;

import io.millrace.query.value.GoFloat;

/// How numbers look in messages.
final class GoNumbers {
  private GoNumbers() {}

  static String print(double value) {
    return GoFloat.format(value, 'g', -1);
  }
}
