package io.millrace.query.template;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.millrace.query.regex.Regex;
import io.millrace.query.regex.RegexSyntaxException;
import io.millrace.query.row.Row;
import io.millrace.query.template.format.StringMap;
import io.millrace.query.value.ValueSyntaxException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;

/// What a template is executed against: the row at hand.
public final class Input {
  private final Row row;
  private static final int MAX_REGEXES = 64;

  private final StringMap labels;
  private final Map<String, Pattern> regexes = new HashMap<>();

  public Input(Row row) {
    this.row = row;
    this.labels = new StringMap(row.labels());
  }

  Row row() {
    return row;
  }

  /// The labels, which the template calls `.`.
  StringMap labels() {
    return labels;
  }

  /// The line, as bytes.
  public String line() {
    return GoString.of(row.lineBytes(), row.lineStart(), row.lineLength());
  }

  /// A compiled regular expression: the same one again where it was asked for before.
  ///
  /// @throws ValueSyntaxException if it is none
  public Pattern regex(String pattern) throws ValueSyntaxException {
    Pattern known = regexes.get(pattern);
    if (known != null) {
      return known;
    }
    try {
      String text = GoString.decode(pattern);
      Regex.parse(text);
      Pattern compiled = Pattern.compile(text);
      if (regexes.size() >= MAX_REGEXES) {
        regexes.clear();
      }
      regexes.put(pattern, compiled);
      return compiled;
    } catch (RegexSyntaxException | PatternSyntaxException e) {
      throw new ValueSyntaxException(String.valueOf(e.getMessage()));
    }
  }

  public ZonedDateTime timestamp() {
    return Instant.ofEpochSecond(0, row.timestamp()).atZone(ZoneOffset.UTC);
  }
}
