package io.millrace.runtime.http;

import io.millrace.runtime.Settings;
import io.millrace.runtime.SettingsException;
import java.time.Duration;

/// Where the HTTP server listens. Port 0 means any free one.
///
/// @param stopTimeout how long requests under way may take after the process was told to stop
public record HttpConfig(String host, int port, Duration stopTimeout) {
  public HttpConfig {
    if (port < 0 || port > 65_535) {
      throw new SettingsException(
          "http.port must lie between 0 and 65535, found %d".formatted(port));
    }
  }

  public static HttpConfig from(Settings settings) {
    return new HttpConfig(
        settings.text("http.host", "0.0.0.0"),
        settings.number("http.port", 3100),
        settings.duration("http.stop.timeout", Duration.ofSeconds(3)));
  }
}
