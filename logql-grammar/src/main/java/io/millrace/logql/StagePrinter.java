package io.millrace.logql;

import io.millrace.logql.ast.LabelFilter;
import io.millrace.logql.ast.Stage;
import io.millrace.logql.literal.ByteSize;
import io.millrace.logql.literal.GoDuration;
import io.millrace.logql.literal.GoFloat;
import io.millrace.logql.literal.GoString;
import java.util.List;
import java.util.stream.Collectors;

/// Writes stages and label filters, on behalf of a [Printer].
record StagePrinter(Printer printer) {

  String print(Stage stage) {
    return switch (stage) {
      case Stage.LineFilter(var op, var operands) ->
          operands.stream()
              .map(StagePrinter::operand)
              .collect(Collectors.joining(" or ", op.symbol() + " ", ""));
      case Stage.Json(var extractions) -> "| json" + extractions(extractions);
      case Stage.Logfmt(boolean strict, boolean keepEmpty, var extractions) ->
          "| logfmt"
              + (strict ? " --strict" : "")
              + (keepEmpty ? " --keep-empty" : "")
              + extractions(extractions);
      case Stage.Regexp(String regex) -> "| regexp " + GoString.quote(regex);
      case Stage.Pattern(String pattern) -> "| pattern " + GoString.quote(pattern);
      case Stage.Unpack _ -> "| unpack";
      case Stage.Filter(var condition) -> "| " + print(condition);
      case Stage.LineFormat(String template) -> "| line_format " + GoString.quote(template);
      case Stage.LabelFormat(var assignments) ->
          assignments.stream()
              .map(StagePrinter::assignment)
              .collect(Collectors.joining(",", "| label_format ", ""));
      case Stage.Decolorize _ -> "| decolorize";
      case Stage.Drop(var labels) -> "| drop " + choices(labels);
      case Stage.Keep(var labels) -> "| keep " + choices(labels);
    };
  }

  String print(LabelFilter filter) {
    return switch (filter) {
      case LabelFilter.TextFilter(var matcher) -> Printer.matcher(matcher);
      case LabelFilter.NumberFilter(var name, var comparison, double value) ->
          name + comparison.symbol() + GoFloat.plain(value);
      case LabelFilter.DurationFilter(var name, var comparison, var value) ->
          name + comparison.symbol() + GoDuration.format(value.toNanos());
      case LabelFilter.BytesFilter(var name, var comparison, long value) ->
          name + comparison.symbol() + bytes(value);
      case LabelFilter.IpFilter(var name, var op, var pattern) ->
          name + op.symbol() + "ip(" + GoString.quote(pattern) + ")";
      case LabelFilter.And(var left, var right) -> "( " + print(left) + " , " + print(right) + " )";
      case LabelFilter.Or(var left, var right) -> "( " + print(left) + " or " + print(right) + " )";
    };
  }

  private String bytes(long value) {
    return printer == Printer.EXACT ? value + "B" : ByteSize.format(value);
  }

  private static String operand(Stage.LineFilter.Operand operand) {
    String text = GoString.quote(operand.text());
    return operand.ip() ? "ip(" + text + ")" : text;
  }

  private static String extractions(List<Stage.Extraction> extractions) {
    return extractions.isEmpty()
        ? ""
        : extractions.stream()
            .map(extraction -> extraction.label() + "=" + GoString.quote(extraction.path()))
            .collect(Collectors.joining(",", " ", ""));
  }

  private static String assignment(Stage.LabelFormat.Assignment assignment) {
    return switch (assignment) {
      case Stage.LabelFormat.Rename(var label, var source) -> label + "=" + source;
      case Stage.LabelFormat.Template(var label, var template) ->
          label + "=" + GoString.quote(template);
    };
  }

  private static String choices(List<Stage.LabelChoice> labels) {
    return labels.stream()
        .map(choice -> choice.matcher().map(Printer::matcher).orElse(choice.name()))
        .collect(Collectors.joining(","));
  }
}
