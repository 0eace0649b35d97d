package io.millrace.logql;

import io.millrace.logql.ast.Expr;
import io.millrace.logql.ast.LogExpr;
import io.millrace.logql.ast.Matcher;
import java.util.List;

/// Refuses selectors that a stream without any of the labels would satisfy: they read everything.
final class SelectorCheck {
  private SelectorCheck() {}

  static void check(Expr expr) {
    LogQueries.of(expr).map(LogExpr::matchers).forEach(SelectorCheck::check);
  }

  private static void check(List<Matcher> selector) {
    if (selector.stream().allMatch(SelectorCheck::acceptsEmpty)) {
      throw LogQlSyntaxException.of(
          "queries require at least one regexp or equality matcher that does not have an"
              + " empty-compatible value. For instance, app=~\".*\" does not meet this"
              + " requirement, but app=~\".+\" will");
    }
  }

  private static boolean acceptsEmpty(Matcher matcher) {
    return switch (matcher.op()) {
      case EQUAL -> matcher.value().isEmpty();
      case NOT_EQUAL -> !matcher.value().isEmpty();
      case REGEX -> RegexCheck.acceptsEmpty(matcher.value());
      case NOT_REGEX -> !RegexCheck.acceptsEmpty(matcher.value());
    };
  }
}
