package io.millrace.query.filter;

import io.millrace.logql.ast.Stage;
import io.millrace.query.parse.PatternExpression;
import io.millrace.query.regex.Regex;
import io.millrace.store.filter.TextQuery;
import io.millrace.store.search.LiteralSearch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One line filter of a query. Immutable.
public final class LineCondition {
  private final boolean negated;
  private final List<Supplier<LineTest>> tests;
  private final TextQuery anyOperand;
  private final @Nullable LiteralSearch exact;
  private final boolean always;

  private LineCondition(
      boolean negated,
      List<Supplier<LineTest>> tests,
      TextQuery anyOperand,
      @Nullable LiteralSearch exact,
      boolean always) {
    this.negated = negated;
    this.tests = List.copyOf(tests);
    this.anyOperand = anyOperand;
    this.exact = exact;
    this.always = always;
  }

  /// Compiles a filter.
  ///
  /// @throws IllegalArgumentException if an operand is not what its operator wants
  public static LineCondition of(Stage.LineFilter filter) {
    List<Supplier<LineTest>> tests = new ArrayList<>();
    List<TextQuery> queries = new ArrayList<>();
    List<byte[]> literals = new ArrayList<>();
    boolean onlyLiterals = true;
    boolean always = false;
    LiteralSearch exact = null;
    for (Stage.LineFilter.Operand operand : filter.operands()) {
      byte[] text = operand.text().getBytes(StandardCharsets.UTF_8);
      if (operand.ip()) {
        onlyLiterals = false;
        IpSet set = IpSet.parse(operand.text());
        tests.add(() -> set::isIn);
        queries.add(new TextQuery.Anything());
      } else if (filter.op().isRegex()) {
        Regex regex = Regex.compile(operand.text());
        onlyLiterals = false;
        exact = filter.operands().size() == 1 ? regex.asLiterals() : null;
        tests.add(() -> regex.newMatcher()::find);
        queries.add(regex.requirement());
      } else if (filter.op().isPattern()) {
        onlyLiterals = false;
        PatternTest test = new PatternTest(PatternExpression.parse(operand.text()));
        tests.add(() -> test);
        queries.add(test.requirement());
      } else if (text.length == 0) {
        always = true;
        queries.add(new TextQuery.Anything());
      } else {
        literals.add(text);
        LiteralSearch search = LiteralSearch.of(text, false);
        tests.add(() -> (line, start, length) -> search.isIn(line, start, start + length));
        queries.add(new TextQuery.Contains(text, false));
      }
    }
    if (onlyLiterals && !always) {
      exact = LiteralSearch.anyOf(literals, false);
    }
    TextQuery any = queries.size() == 1 ? queries.getFirst() : anyOf(queries);
    boolean negated = filter.op().isNegated();
    return new LineCondition(negated, tests, any, always ? null : exact, always);
  }

  private static TextQuery anyOf(List<TextQuery> queries) {
    for (TextQuery query : queries) {
      if (query instanceof TextQuery.Anything) {
        return query;
      }
    }
    return new TextQuery.AnyOf(queries);
  }

  /// Whether the operands must *not* match.
  public boolean isNegated() {
    return negated;
  }

  /// If not null, a line has one of the operands exactly if this search finds something in it.
  public @Nullable LiteralSearch exactSearch() {
    return exact;
  }

  /// What a line that stays contains.
  public TextQuery requirement() {
    if (negated) {
      return always ? new TextQuery.Nothing() : new TextQuery.Anything();
    }
    return always ? new TextQuery.Anything() : anyOperand;
  }

  /// Whether every line stays.
  public boolean keepsAll() {
    return always && !negated;
  }

  /// The test for one thread: whether the line stays.
  public LineTest newTest() {
    if (always) {
      boolean keeps = !negated;
      return (_, _, _) -> keeps;
    }
    LiteralSearch search = exact;
    if (search != null) {
      boolean wanted = !negated;
      return (line, start, length) -> search.isIn(line, start, start + length) == wanted;
    }
    LineTest[] all = tests.stream().map(Supplier::get).toArray(LineTest[]::new);
    if (all.length == 1) {
      LineTest only = all[0];
      return negated ? (line, start, length) -> !only.test(line, start, length) : only;
    }
    return (line, start, length) -> {
      for (LineTest test : all) {
        if (test.test(line, start, length)) {
          return !negated;
        }
      }
      return negated;
    };
  }
}
