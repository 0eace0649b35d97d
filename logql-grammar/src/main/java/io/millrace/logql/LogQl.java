package io.millrace.logql;

import io.millrace.logql.ast.Expr;
import io.millrace.logql.ast.LogExpr;
import io.millrace.logql.ast.Matcher;
import io.millrace.logql.ast.MetricExpr;
import java.util.List;

/// The one door between LogQL text and its tree. Stateless; safe for any number of threads.
///
/// Faults come in three steps, and which one a fault belongs to decides what a client sees of a
/// query that has several, or of a query that is also of the wrong kind for its endpoint:
///
/// 1. syntax: words, and their order;
/// 2. validation, also in [#parse]: parameters, groupings, operands, selectors that would match
///    every stream, the regexes of matchers and of `label_replace`, the `regexp` and `pattern`
///    parsers;
/// 3. [#checkStages], when a pipeline is put together because there are streams to read: the
///    regexes and patterns of line filters, `label_format`, the paths of `json` and `logfmt`.
///
/// The patterns of `ip("…")` and templates are checked by whoever runs them.
public final class LogQl {
  private LogQl() {}

  /// Reads and validates a query.
  ///
  /// Arithmetic on two numbers is done here, as the language defines it: `1 + 1` is the literal 2.
  ///
  /// @throws LogQlSyntaxException if the text is not a valid query, also if it is longer than
  ///   131,072 bytes or nested deeper than 1,000 levels
  public static Expr parse(String query) {
    Expr expr = QueryReader.read(query);
    SelectorCheck.check(expr);
    return expr;
  }

  /// Reads a selector such as `{app="api"}`, for the endpoints that take nothing else.
  ///
  /// @throws LogQlSyntaxException also if each matcher would accept the empty string, and if the
  ///   text is a query that is more than a selector
  public static List<Matcher> parseSelector(String selector) {
    return onlyMatchers(parse(selector));
  }

  /// Reads a selector that may be as wide as `{}`.
  ///
  /// @throws LogQlSyntaxException if the text is not a selector
  public static List<Matcher> parseAnySelector(String selector) {
    return onlyMatchers(QueryReader.read(selector));
  }

  /// Checks the stages of a query for what [#parse] leaves to the time when they are put together.
  ///
  /// @throws LogQlSyntaxException for the first stage, in the written order, that cannot work
  public static void checkStages(Expr expr) {
    StageCheck.check(expr);
  }

  /// The tree in one line. Reading it again gives an equal tree.
  public static String print(Expr expr) {
    return Printer.EXACT.print(expr);
  }

  /// Lays a query out for reading: in one line when it fits in 100 bytes, indented over several
  /// lines otherwise. Sizes are rounded, so this is not for reading back.
  ///
  /// @throws LogQlSyntaxException if the text is not a valid query
  public static String format(String query) {
    return Layout.lay(parse(query));
  }

  private static List<Matcher> onlyMatchers(Expr expr) {
    return switch (expr) {
      case LogExpr(var matchers, var stages) when stages.isEmpty() -> matchers;
      case LogExpr _, MetricExpr _ ->
          throw LogQlSyntaxException.plain("only label matchers are supported");
    };
  }
}
