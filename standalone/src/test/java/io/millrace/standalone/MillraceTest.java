package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MillraceTest {
  @TempDir Path directory;

  private record Outcome(int code, String out, String err) {}

  @Test
  void misspeltSetting_endsWithTwoAndTheNearestName() {
    var outcome = execute("run", "--set", "data.dir=" + directory, "--set", "http.prt=3100");

    assertThat(outcome.code).isEqualTo(2);
    assertThat(outcome.err)
        .isEqualToIgnoringNewLines(
            "millrace: unknown setting 'http.prt', did you mean 'http.port'?");
  }

  @Test
  void unknownTarget_endsWithTwo() {
    var outcome = execute("run", "--target=querier", "--set", "data.dir=" + directory);

    assertThat(outcome.code).isEqualTo(2);
    assertThat(outcome.err).contains("--target needs").contains("'querier'");
  }

  @Test
  void unknownOption_endsWithTwoAndTheUsage() {
    var outcome = execute("run", "--tarket=all");

    assertThat(outcome.code).isEqualTo(2);
    assertThat(outcome.err).contains("Unknown option: '--tarket=all'");
  }

  @Test
  void topicsAndFsck_workOnADirectoryThatNoNodeHolds() {
    var nothing = execute("fsck", "--set", "data.dir=" + directory);
    assertThat(nothing.code).isEqualTo(2);
    assertThat(nothing.err).contains("holds no broker");

    assertThat(directory.resolve("kafka").toFile().mkdirs()).isTrue();
    var created = execute("topics", "create", "--set", "data.dir=" + directory);
    var again = execute("topics", "create", "--set", "data.dir=" + directory);
    var checked = execute("fsck", "--set", "data.dir=" + directory);

    assertThat(created.err).isEmpty();
    assertThat(created.code).isZero();
    assertThat(created.out).contains("millrace.logs  4 partitions  created");
    assertThat(again.out).contains("millrace.logs  4 partitions  exists");
    assertThat(checked.err).isEmpty();
    assertThat(checked.code).isZero();
    assertThat(checked.out).contains("0 objects").contains("all is well");
  }

  @Test
  void version_namesTheBuild() {
    assertThat(execute("--version").out).startsWith("millrace 0.");
  }

  private static Outcome execute(String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Millrace.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(args);
    return new Outcome(code, out.toString(), err.toString());
  }
}
