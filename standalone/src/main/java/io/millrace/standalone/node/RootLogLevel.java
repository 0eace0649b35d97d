package io.millrace.standalone.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.millrace.runtime.process.LogLevel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Logback's root logger.
public final class RootLogLevel implements LogLevel {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

  @Override
  public String current() {
    return root.getEffectiveLevel().toString().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean set(String level) {
    @Nullable Level known = Level.toLevel(level, null);
    if (known == null) {
      return false;
    }
    root.setLevel(known);
    return true;
  }
}
