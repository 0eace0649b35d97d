package io.millrace.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// What was built, and from which sources.
public record BuildVersion(String version, String revision, String branch, String date) {
  private static final String RESOURCE = "build.properties";

  /// As the build wrote it down.
  public static BuildVersion current() {
    var properties = new Properties();
    try (InputStream in = BuildVersion.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuildVersion(
        properties.getProperty("version", ""),
        properties.getProperty("revision", ""),
        properties.getProperty("branch", ""),
        properties.getProperty("date", ""));
  }
}
