package io.millrace.store.objectstore;

import java.io.IOException;

/// The store has no object of that name.
public final class NoSuchObjectException extends IOException {
  public NoSuchObjectException(String name) {
    super("no object named " + name);
  }
}
