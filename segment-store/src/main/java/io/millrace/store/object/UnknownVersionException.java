package io.millrace.store.object;

import java.io.IOException;

/// The object has a format version that this reader does not know: mostly a newer one.
public final class UnknownVersionException extends IOException {
  public UnknownVersionException(String name, String found, int newest) {
    super(
        "object %s has format version %s, this reader knows 1 to %d"
            .formatted(name, found, newest));
  }
}
