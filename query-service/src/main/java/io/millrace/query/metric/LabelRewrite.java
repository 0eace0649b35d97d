package io.millrace.query.metric;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.millrace.logql.ast.MetricExpr.LabelReplace;
import io.millrace.query.plan.QueryException;
import io.millrace.query.plan.QueryException.Reason;
import io.millrace.schemas.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `label_replace`: sets a label from a match of another one. The expression is anchored at both
/// ends; series that it does not match stay as they are, and an empty result removes the label.
final class LabelRewrite {
  private final LabelReplace expr;
  private final Pattern pattern;
  private final Map<String, Integer> groupNames;

  LabelRewrite(LabelReplace expr) {
    this.expr = expr;
    try {
      this.pattern = Pattern.compile("^(?:" + expr.regex() + ")$");
    } catch (PatternSyntaxException e) {
      throw new QueryException(
          Reason.INVALID, "parse error : invalid regex in label_replace: " + e.getMessage(), e);
    }
    this.groupNames = new HashMap<>(pattern.namedGroups());
  }

  /// Two results may have equal labels, as in Loki.
  List<Series> apply(List<Series> input) {
    List<Series> result = new ArrayList<>(input.size());
    for (Series series : input) {
      result.add(series.withLabels(rewrite(series.labels())));
    }
    return result;
  }

  private Labels rewrite(Labels labels) {
    String source = labels.get(expr.source());
    Matcher matcher = pattern.matcher(source == null ? "" : source);
    return matcher.find() ? LabelSets.with(labels, expr.destination(), expand(matcher)) : labels;
  }

  /// Go's `Regexp.Expand`: `$1`, `${1}`, `$name`, `${name}` and `$$`. A name is as long as it can
  /// be, so `$1x` is the group `1x`; a group that there is none of is empty.
  private String expand(Matcher matcher) {
    String template = expr.replacement();
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      int dollar = template.indexOf('$', at);
      if (dollar < 0) {
        break;
      }
      out.append(template, at, dollar);
      at = dollar + 1;
      if (at < template.length() && template.charAt(at) == '$') {
        out.append('$');
        at++;
        continue;
      }
      boolean braced = at < template.length() && template.charAt(at) == '{';
      int from = braced ? at + 1 : at;
      int to = from;
      while (to < template.length() && isNamePart(template.charAt(to))) {
        to++;
      }
      boolean closed = !braced || (to < template.length() && template.charAt(to) == '}');
      if (to == from || !closed) {
        out.append('$');
        continue;
      }
      out.append(group(matcher, template.substring(from, to)));
      at = braced ? to + 1 : to;
    }
    return at < template.length()
        ? out.append(template, at, template.length()).toString()
        : out.toString();
  }

  private String group(Matcher matcher, String name) {
    int number;
    if (name.chars().allMatch(c -> c >= '0' && c <= '9') && name.length() < 6) {
      number = Integer.parseInt(name);
    } else {
      number = groupNames.getOrDefault(name, -1);
    }
    if (number < 0 || number > matcher.groupCount()) {
      return "";
    }
    String text = matcher.group(number);
    return text == null ? "" : text;
  }

  private static boolean isNamePart(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }
}
