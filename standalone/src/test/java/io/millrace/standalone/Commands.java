package io.millrace.standalone;

import java.util.List;
import picocli.CommandLine.ParameterException;

/// The command line as the tests of other packages need it.
public final class Commands {
  private Commands() {}

  /// Whether the arguments are ones that `millrace` takes.
  public static boolean parse(List<String> arguments) {
    try {
      Millrace.commandLine().parseArgs(arguments.toArray(new String[0]));
      return true;
    } catch (ParameterException e) {
      return false;
    }
  }
}
