package io.millrace.query.parse;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.millrace.query.regex.Regex;
import io.millrace.query.regex.RegexMatcher;
import io.millrace.query.row.Hints;
import io.millrace.query.row.Row;
import io.millrace.query.row.RowStage;
import java.util.Arrays;

/// `| regexp "(?P<name>re)"`: the named groups of the first match become labels, empty where the
/// group took no part. Our own automaton says which lines match at all; only those are worth the
/// search for the groups.
public final class RegexpStage implements RowStage {
  private final Hints hints;
  private final RegexMatcher matcher;
  private final Pattern groups;
  private final int[] names;

  /// The group `i + 1` has the name `groupNames[i]`, or none where that is empty.
  public RegexpStage(Hints hints, Regex regex, Pattern groups, String[] groupNames) {
    this.hints = hints;
    this.matcher = regex.newMatcher();
    this.groups = groups;
    this.names = new int[groupNames.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = groupNames[i].isEmpty() ? -1 : hints.labels().names().id(groupNames[i]);
    }
  }

  @Override
  public boolean apply(Row row) {
    int start = row.lineStart();
    if (hints.isDone() || !matcher.find(row.lineBytes(), start, row.lineLength())) {
      return true;
    }
    byte[] line = Arrays.copyOfRange(row.lineBytes(), start, start + row.lineLength());
    Matcher match = groups.matcher(line);
    if (!match.find()) {
      return true;
    }
    for (int i = 0; i < names.length; i++) {
      int name = names[i] < 0 ? -1 : Extraction.target(hints, names[i]);
      if (name >= 0) {
        int from = match.start(i + 1);
        int length = from < 0 ? 0 : match.end(i + 1) - from;
        Extraction.set(row.labels(), name, line, Math.max(from, 0), length);
        if (hints.isDone()) {
          return true;
        }
      }
    }
    return true;
  }
}
