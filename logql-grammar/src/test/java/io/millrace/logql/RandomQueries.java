package io.millrace.logql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Valid LogQL queries by chance: the same seed gives the same queries.
///
/// They cover the whole grammar with all its spellings, and mean little. Not safe for several
/// threads.
public final class RandomQueries {
  private static final List<String> LABELS =
      List.of("app", "env", "level", "status", "took", "rate", "count", "bytes", "_x1", "größe");
  private static final List<String> STRINGS =
      List.of(
          "\"error\"",
          "`raw \\ text`",
          "\"\"",
          "\"tab\\tquote\\\" \\u00e9 \\xff\"",
          "\"日本\"",
          "\"a.*|b+\"",
          "`two\nlines`");
  private static final List<String> REGEXES =
      List.of("\".+\"", "`\\d+`", "\"(?i)error|warn\"", "\"a{2,3}[^x]\"", "\"\"");
  private static final List<String> NUMBERS =
      List.of("0", "1", "42", "0.5", ".25", "1e3", "1.5e-7", "0x1p3", "1_000", "7.");
  private static final List<String> DURATIONS =
      List.of("5m", "1h30m", "250ms", "1.5h", "100us", "10ns", "2d", "1w", "0s");
  private static final List<String> SIZES =
      List.of("20KB", "1.5MiB", "3B", "7kB", "2GiB", "1TB", "4PB", "0B");
  private static final List<String> PLAIN_RANGE_FUNCTIONS =
      List.of("count_over_time", "rate", "bytes_over_time", "bytes_rate", "absent_over_time");
  private static final List<String> UNWRAPPED_RANGE_FUNCTIONS =
      List.of(
          "rate",
          "rate_counter",
          "sum_over_time",
          "absent_over_time",
          "avg_over_time",
          "min_over_time",
          "max_over_time",
          "stdvar_over_time",
          "stddev_over_time",
          "first_over_time",
          "last_over_time",
          "quantile_over_time");
  private static final List<String> VECTOR_FUNCTIONS =
      List.of("sum", "avg", "count", "max", "min", "stddev", "stdvar");
  private static final List<String> OPERATORS =
      List.of("+", "-", "*", "/", "%", "^", "==", "!=", ">", ">=", "<", "<=");

  private final Random random;

  public RandomQueries(long seed) {
    random = new Random(seed);
  }

  /// A log query or a metric query.
  public String query() {
    return random.nextBoolean() ? log() : metric();
  }

  /// A log query with up to five stages.
  public String log() {
    String log = selector() + pipeline(random.nextInt(6));
    return oneIn(8) ? "( " + log + " )" : log;
  }

  /// A metric query, at most four levels deep.
  public String metric() {
    return metric(4);
  }

  private String metric(int depth) {
    if (depth == 0) {
      return oneIn(3) ? number() : rangeAggregation();
    }
    return switch (random.nextInt(8)) {
      case 0 -> number();
      case 1 -> "vector(" + any(NUMBERS) + ")";
      case 2 -> "(" + metric(depth - 1) + ")";
      case 3 -> "label_replace(" + metric(depth - 1) + ",\"d\" ,\"$1\", `s`, " + any(REGEXES) + ")";
      case 4 -> vectorAggregation(depth);
      case 5 -> metric(depth - 1) + " " + operator(metric(depth - 1));
      case 6 -> operation(depth);
      default -> rangeAggregation();
    };
  }

  /// A set operation, which takes no numbers.
  private String operation(int depth) {
    String operator = any(List.of("and", "or", "UNLESS"));
    return vectorAggregation(depth) + " " + operator + matching(rangeAggregation());
  }

  private String operator(String right) {
    String operator = any(OPERATORS);
    boolean comparison = "=!<>".indexOf(operator.charAt(0)) >= 0;
    return operator + (comparison && oneIn(3) ? " bool" : "") + matching(right);
  }

  private String matching(String right) {
    if (!oneIn(4)) {
      return " " + right;
    }
    String bare = right.startsWith("(") ? "" : " group_left";
    String side = any(List.of("", bare, " group_right()", " group_left (app,env)"));
    return any(List.of(" on", " ignoring")) + "(" + labels() + ")" + side + " " + right;
  }

  private String vectorAggregation(int depth) {
    if (oneIn(5)) {
      return any(List.of("sort", "sort_desc")) + "(" + metric(depth - 1) + ")";
    }
    boolean top = oneIn(4);
    String function = any(top ? List.of("topk", "BottomK") : VECTOR_FUNCTIONS);
    String parameter = top ? 1 + random.nextInt(20) + ", " : "";
    String call = "(" + parameter + metric(depth - 1) + ")";
    return switch (random.nextInt(3)) {
      case 0 -> function + call;
      case 1 -> function + grouping() + call;
      default -> function + call + grouping();
    };
  }

  private String rangeAggregation() {
    if (oneIn(2)) {
      return any(PLAIN_RANGE_FUNCTIONS) + "(" + logRange("") + ")";
    }
    String function = any(UNWRAPPED_RANGE_FUNCTIONS);
    String parameter = function.startsWith("quantile") ? "0.9," : "";
    boolean grouped = UNWRAPPED_RANGE_FUNCTIONS.indexOf(function) > 3 && oneIn(2);
    return function + "(" + parameter + logRange(unwrap()) + ")" + (grouped ? grouping() : "");
  }

  private String logRange(String unwrap) {
    String range = "[" + any(List.of("5m", "1h30m", "90s", "1d", "1w2d", "0")) + "]";
    if (oneIn(3)) {
      range += " offset " + (oneIn(4) ? any(List.of("-5m", "-1.5h")) : any(DURATIONS));
    }
    String pipeline = pipeline(random.nextInt(4)) + unwrap;
    return switch (random.nextInt(6)) {
      case 0 -> selector() + range + pipeline;
      case 1 -> "(" + selector() + pipeline + ")" + range;
      case 2 -> "(" + selector() + pipeline + range + ")";
      default -> selector() + pipeline + range;
    };
  }

  private String unwrap() {
    String label =
        any(List.of("took", "duration(took)", "bytes(size)", "duration_seconds( d )", "bytes"));
    return " | unwrap " + label + (oneIn(3) ? " | __error__=\"\"" : "");
  }

  private String grouping() {
    return any(List.of(" by", " without", " BY")) + " (" + labels() + ")";
  }

  private String labels() {
    return list(random.nextInt(3), () -> any(LABELS));
  }

  private String selector() {
    List<String> matchers = new ArrayList<>(List.of("app=\"api\""));
    for (int i = random.nextInt(3); i > 0; i--) {
      matchers.add(matcher());
    }
    Collections.shuffle(matchers, random);
    return "{" + String.join(any(List.of(",", ", ")), matchers) + "}";
  }

  private String matcher() {
    return oneIn(2)
        ? any(LABELS) + any(List.of("=", "!=", " = ")) + any(STRINGS)
        : any(LABELS) + any(List.of("=~", "!~")) + any(REGEXES);
  }

  private String pipeline(int stages) {
    var out = new StringBuilder();
    for (int i = 0; i < stages; i++) {
      out.append(oneIn(4) ? "\n" : " ").append(stage());
    }
    return out.append(oneIn(9) ? " # words\n" : "").toString();
  }

  private String stage() {
    return switch (random.nextInt(14)) {
      case 0, 1 -> any(List.of("|=", "!=")) + operands(STRINGS);
      case 2 -> any(List.of("|~", "!~")) + operands(REGEXES);
      case 3 -> any(List.of("|>", "!>")) + operands(List.of("\"a <_> b\"", "`<_>`"));
      case 4 -> "| json" + (oneIn(2) ? "" : " " + list(2, this::extraction));
      case 5 ->
          "| logfmt"
              + any(List.of("", " --strict", " --keep-empty --strict"))
              + (oneIn(2) ? "" : " " + list(2, this::extraction));
      case 6 -> any(List.of("| regexp `(?P<x>\\d+)`", "| pattern \"<ip> - <_>\"", "| unpack"));
      case 7 -> "|line_format " + any(STRINGS);
      case 8 -> "| label_format " + list(2, this::assignment);
      // A bare label in the end would take a following != for its own.
      case 9 ->
          "| "
              + any(List.of("drop ", "keep "))
              + list(2, this::choice)
              + any(List.of("," + matcher(), "| unpack"));
      case 10 -> any(List.of("| decolorize", "|DECOLORIZE"));
      default -> "| " + labelFilter(2);
    };
  }

  private String operands(List<String> strings) {
    String operand = " " + (oneIn(6) ? "ip(\"10.0.0.0/8\")" : any(strings));
    return oneIn(3) ? operand + " or" + operands(strings) : operand;
  }

  private String extraction() {
    return any(LABELS) + (oneIn(2) ? "" : "=\"a.b[0]\"");
  }

  private String assignment() {
    return any(LABELS) + "=" + (oneIn(2) ? any(LABELS) : "`{{.app}}`");
  }

  private String choice() {
    return oneIn(2) ? any(LABELS) : matcher();
  }

  private String labelFilter(int depth) {
    if (depth == 0 || oneIn(2)) {
      return condition();
    }
    String left = labelFilter(depth - 1);
    String right = labelFilter(depth - 1);
    String both = left + any(List.of(" and ", " or ", ", ", " ")) + right;
    return oneIn(3) ? "(" + both + ")" : both;
  }

  private String condition() {
    String comparison = any(List.of(">", ">=", "<", "<=", "=", "==", "!="));
    return switch (random.nextInt(6)) {
      case 0 -> any(LABELS) + " " + comparison + " " + number();
      case 1 -> any(LABELS) + comparison + any(DURATIONS);
      case 2 -> any(LABELS) + comparison + any(SIZES);
      case 3 -> any(LABELS) + any(List.of("=", "!=")) + "ip(\"::1\")";
      default -> matcher();
    };
  }

  private String number() {
    return any(List.of("", "", "-", "+", "- ")) + any(NUMBERS);
  }

  private String list(int size, Supplier<String> part) {
    return Collections.nCopies(size, part).stream()
        .map(Supplier::get)
        .collect(Collectors.joining(any(List.of(",", ", "))));
  }

  private boolean oneIn(int chances) {
    return random.nextInt(chances) == 0;
  }

  private String any(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
