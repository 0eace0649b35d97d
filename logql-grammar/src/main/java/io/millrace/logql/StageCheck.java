package io.millrace.logql;

import io.millrace.logql.ast.Expr;
import io.millrace.logql.ast.LineFilterOp;
import io.millrace.logql.ast.Stage;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Checks of what a stage is made from, which come when a pipeline is put together and not when the
/// query is read: the regexes and patterns of line filters, the labels of `label_format`, the paths
/// of `json` and `logfmt`.
final class StageCheck {
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*|\\.|\\[\"(?:\\\\.|[^\"\\\\])*\"\\]|\\[\\d+\\]");

  private StageCheck() {}

  static void check(Expr expr) {
    LogQueries.of(expr).flatMap(log -> log.stages().stream()).forEach(StageCheck::check);
  }

  private static void check(Stage stage) {
    String fault = fault(stage);
    if (!fault.isEmpty()) {
      throw LogQlSyntaxException.inStage(stage, fault);
    }
  }

  private static String fault(Stage stage) {
    return switch (stage) {
      case Stage.LineFilter(var op, var operands) ->
          firstFault(operands, operand -> operandFault(op, operand));
      case Stage.LabelFormat(var assignments) -> labelFormatFault(assignments);
      case Stage.Json(var extractions) -> firstFault(extractions, StageCheck::pathFault);
      case Stage.Logfmt(_, _, var extractions) -> firstFault(extractions, StageCheck::keyFault);
      case Stage.Regexp _,
          Stage.Pattern _,
          Stage.Unpack _,
          Stage.Filter _,
          Stage.LineFormat _,
          Stage.Decolorize _,
          Stage.Drop _,
          Stage.Keep _ ->
          "";
    };
  }

  private static String operandFault(LineFilterOp op, Stage.LineFilter.Operand operand) {
    if (operand.ip()) {
      return op.isRegex() || op.isPattern() ? "ip: invalid operation" : "";
    }
    if (op.isRegex()) {
      return RegexCheck.fault(operand.text());
    }
    return op.isPattern() ? PatternCheck.filterFault(operand.text()) : "";
  }

  private static String labelFormatFault(List<Stage.LabelFormat.Assignment> assignments) {
    var seen = new HashSet<String>();
    for (Stage.LabelFormat.Assignment assignment : assignments) {
      if (assignment.label().equals("__error__")) {
        return "__error__ cannot be formatted";
      }
      if (!seen.add(assignment.label())) {
        return "multiple label name '%s' not allowed in a single format operation"
            .formatted(assignment.label());
      }
    }
    return "";
  }

  /// A path is fields parted by dots, `["any key"]` and `[0]`.
  private static String pathFault(Stage.Extraction extraction) {
    String path = extraction.path();
    var part = PATH.matcher(path);
    boolean fieldAllowed = true;
    int at = 0;
    while (at < path.length()) {
      part.region(at, path.length());
      boolean known = part.lookingAt();
      boolean dot = known && path.charAt(at) == '.';
      boolean bracket = known && path.charAt(at) == '[';
      if (!known || (dot && fieldAllowed) || (!dot && !bracket && !fieldAllowed)) {
        return "cannot parse expression [%s]: syntax error: unexpected %s"
            .formatted(path, known ? part.group() : path.substring(at, at + 1));
      }
      fieldAllowed = dot;
      at = part.end();
    }
    return fieldAllowed
        ? "cannot parse expression [" + path + "]: syntax error: unexpected $end"
        : "";
  }

  private static String keyFault(Stage.Extraction extraction) {
    return extraction.path().isEmpty()
        ? "cannot parse expression []: syntax error: unexpected $end"
        : "";
  }

  private static <T> String firstFault(List<T> parts, Function<T, String> faultOf) {
    return parts.stream().map(faultOf).filter(fault -> !fault.isEmpty()).findFirst().orElse("");
  }
}
