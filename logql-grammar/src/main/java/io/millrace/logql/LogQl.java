package io.millrace.logql;

import io.millrace.logql.ast.Expr;
import io.millrace.logql.ast.LogExpr;
import io.millrace.logql.ast.Matcher;
import java.util.List;

/// The one door between LogQL text and its tree. Stateless; safe for any number of threads.
public final class LogQl {
  private LogQl() {}

  /// Reads a query and checks everything that can be checked without running it: syntax, selectors
  /// that would match every stream, functions without their parameter, regexes, patterns.
  ///
  /// Arithmetic on two numbers is done here, as the language defines it: `1 + 1` is the literal 2.
  ///
  /// @throws LogQlSyntaxException if the text is not a valid query
  public static Expr parse(String query) {
    return read(query);
  }

  /// Reads a selector such as `{app="api"}`, for the endpoints that take nothing else.
  ///
  /// @throws LogQlSyntaxException also if each matcher would accept the empty string, and if the
  ///   text is a query that is more than a selector
  public static List<Matcher> parseSelector(String selector) {
    return read(selector).matchers();
  }

  /// Reads a selector that may be as wide as `{}`.
  ///
  /// @throws LogQlSyntaxException if the text is not a selector
  public static List<Matcher> parseAnySelector(String selector) {
    return read(selector).matchers();
  }

  /// The tree in one line. Reading it again gives an equal tree.
  public static String print(Expr expr) {
    return expr.toString();
  }

  /// Lays a query out for reading: in one line when it fits in 100 characters, indented over
  /// several lines otherwise.
  ///
  /// @throws LogQlSyntaxException if the text is not a valid query
  public static String format(String query) {
    return print(parse(query));
  }

  private static LogExpr read(String query) {
    if (query.isEmpty()) {
      throw LogQlSyntaxException.of("syntax error: unexpected $end");
    }
    throw LogQlSyntaxException.plain("cannot read " + query);
  }
}
