package io.millrace.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SettingsPageTest {
  /// `| `key` | default | meaning |`
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| (.+?) \\| (.+) \\|$");

  private static final Pattern VALUE = Pattern.compile("`([^`]*)`");

  /// Their defaults depend on the machine or on other settings, so the page says how.
  private static final Set<String> COMPUTED =
      Set.of(
          "ingester.advertised.address",
          "ingester.memory.bytes",
          "ingester.threads",
          "limits.max_line_size_truncate_identifier",
          "limits.required_labels",
          "push.max.decoded.bytes",
          "push.memory.bytes",
          "push.workers",
          "query.concurrent",
          "query.index.cache",
          "query.ingesters",
          "query.memory",
          "query.page.cache",
          "query.threads",
          "topics.create");

  private final KnownSettings known = KnownSettings.read();
  private final Map<String, String> page = rows(SourceTree.read("docs/settings.md"));

  SettingsPageTest() throws IOException {}

  @Test
  void page_namesEverySettingAndNoOther() {
    Set<String> documented =
        page.keySet().stream()
            .filter(name -> !name.endsWith("*"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(documented).isEqualTo(known.names());
    assertThat(page.keySet()).containsAll(known.openPrefixes());
  }

  @Test
  void page_givesTheDefaultsOfTheCode() {
    Map<String, String> expected = new TreeMap<>(known.defaults());
    expected.keySet().removeAll(COMPUTED);
    Map<String, String> literal = new TreeMap<>();
    page.forEach(
        (name, cell) -> {
          var value = VALUE.matcher(cell);
          if (value.matches() && !COMPUTED.contains(name)) {
            literal.put(name, value.group(1));
          }
        });

    assertThat(literal).isEqualTo(expected);
  }

  @Test
  void readme_agreesWithThePage() throws IOException {
    Map<String, String> readme = rows(SourceTree.read("README.md"));
    readme.keySet().removeIf(name -> !known.knows(name));

    assertThat(readme).hasSizeGreaterThan(4);
    readme.forEach(
        (name, cell) -> {
          if (VALUE.matcher(cell).matches()) {
            assertThat(page).containsEntry(name, cell);
          }
        });
  }

  private static Map<String, String> rows(String markdown) {
    Map<String, String> rows = new HashMap<>();
    for (MatchResult row : ROW.matcher(markdown).results().toList()) {
      assertThat(rows.put(row.group(1), row.group(2)))
          .as("second row of %s", row.group(1))
          .isNull();
    }
    return rows;
  }
}
