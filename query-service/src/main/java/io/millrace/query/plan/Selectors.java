package io.millrace.query.plan;

import com.google.re2j.PatternSyntaxException;
import io.millrace.logql.ast.Matcher;
import io.millrace.query.plan.QueryException.Reason;
import io.millrace.schemas.model.LabelMatcher;
import java.util.List;

/// Turns the selectors of a query into conditions on stream labels.
public final class Selectors {
  private Selectors() {}

  /// The conditions, in the written order.
  ///
  /// @throws QueryException if a regular expression is not RE2
  public static List<LabelMatcher> matchers(List<Matcher> written) {
    return written.stream().map(Selectors::matcher).toList();
  }

  private static LabelMatcher matcher(Matcher written) {
    LabelMatcher.Op op =
        switch (written.op()) {
          case EQUAL -> LabelMatcher.Op.EQUAL;
          case NOT_EQUAL -> LabelMatcher.Op.NOT_EQUAL;
          case REGEX -> LabelMatcher.Op.MATCHES;
          case NOT_REGEX -> LabelMatcher.Op.NOT_MATCHES;
        };
    try {
      return new LabelMatcher(written.name(), op, written.value());
    } catch (PatternSyntaxException e) {
      throw new QueryException(
          Reason.INVALID, "parse error : error parsing regexp: " + e.getMessage(), e);
    }
  }
}
