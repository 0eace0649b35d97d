package io.millrace.logql.ast;

import java.util.List;
import java.util.Optional;

/// One step of a pipeline. A stage sees the line and the labels that the stages before it left.
public sealed interface Stage {
  /// `|= "a" or "b"`, `!~ "re"`, `|= ip("10.0.0.0/8")`. At least one operand; for the negated
  /// operators none of the operands may match.
  record LineFilter(LineFilterOp op, List<Operand> operands) implements Stage {
    public LineFilter {
      operands = List.copyOf(operands);
    }

    /// What a line is searched for: text (or regex, or pattern: the operator says which), or an
    /// `ip("…")` pattern, which has not been checked.
    public record Operand(String text, boolean ip) {}
  }

  /// `| json` flattens the whole line; with extractions only those paths are read.
  record Json(List<Extraction> extractions) implements Stage {
    public Json {
      extractions = List.copyOf(extractions);
    }
  }

  /// `| logfmt --strict --keep-empty a="x", b`
  record Logfmt(boolean strict, boolean keepEmpty, List<Extraction> extractions) implements Stage {
    public Logfmt {
      extractions = List.copyOf(extractions);
    }
  }

  /// `label="path"`; a bare `label` has itself as its path.
  record Extraction(String label, String path) {}

  /// `| regexp "(?P<name>re)"`
  record Regexp(String regex) implements Stage {}

  /// `| pattern "<ip> - <_>"`
  record Pattern(String pattern) implements Stage {}

  /// `| unpack`
  record Unpack() implements Stage {}

  /// `| status>=500 or level="error"`
  record Filter(LabelFilter condition) implements Stage {}

  /// `| line_format "{{.msg}}"`
  record LineFormat(String template) implements Stage {}

  /// `| label_format a=b, c="{{.d}}"`
  record LabelFormat(List<Assignment> assignments) implements Stage {
    public LabelFormat {
      assignments = List.copyOf(assignments);
    }

    /// What one label is set from.
    public sealed interface Assignment {
      /// The label that is set.
      String label();
    }

    /// `label=source`: `source` is renamed to `label`.
    public record Rename(String label, String source) implements Assignment {}

    /// `label="template"`
    public record Template(String label, String template) implements Assignment {}
  }

  /// `| decolorize`
  record Decolorize() implements Stage {}

  /// `| drop a, b="x"`
  record Drop(List<LabelChoice> labels) implements Stage {
    public Drop {
      labels = List.copyOf(labels);
    }
  }

  /// `| keep a, b="x"`
  record Keep(List<LabelChoice> labels) implements Stage {
    public Keep {
      labels = List.copyOf(labels);
    }
  }

  /// A label by its name, or only where the matcher (of the same name) holds.
  record LabelChoice(String name, Optional<Matcher> matcher) {}
}
