package io.millrace.standalone;

import io.millrace.embedded.EmbeddedBrokerException;
import io.millrace.runtime.BuildVersion;
import io.millrace.runtime.SettingsException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/// The entry of the `millrace` command.
@Command(
    name = "millrace",
    mixinStandardHelpOptions = true,
    versionProvider = Millrace.Version.class,
    description = "A log store that speaks Loki's API and keeps its logs the Kafka way.",
    subcommands = {
      RunCommand.class,
      TopicsCommand.class,
      FsckCommand.class,
      InspectCommand.class,
      BrokerCommand.class,
      WarmUpCommand.class
    })
public final class Millrace {
  private static final int FAILED = 1;
  private static final int WRONG_SETTING = 2;

  private Millrace() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Millrace())
        .setExecutionExceptionHandler((e, command, _) -> explain(e, command));
  }

  /// What the operator can mend is one line; anything else is logged with its trace.
  private static int explain(Exception e, CommandLine command) {
    command.getErr().println("millrace: " + e.getMessage());
    if (e instanceof SettingsException) {
      return WRONG_SETTING;
    }
    if (!(e instanceof EmbeddedBrokerException)) {
      LoggerFactory.getLogger(Millrace.class)
          .atError()
          .addKeyValue("command", command.getCommandName())
          .setCause(e)
          .log("command failed");
    }
    return FAILED;
  }

  /// For `--version`.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var build = BuildVersion.current();
      return new String[] {"millrace %s (%s)".formatted(build.version(), build.revision())};
    }
  }
}
