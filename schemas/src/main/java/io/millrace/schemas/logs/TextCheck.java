package io.millrace.schemas.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.schemas.model.TenantId;
import io.millrace.schemas.model.Utf8;
import io.millrace.schemas.wire.BadRecordException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Sees every string of a record and remembers the first one that must not be in it.
final class TextCheck implements LogBatchVisitor {
  private final AvroCursor map = new AvroCursor();
  private byte[] lastTenant = new byte[0];
  private @Nullable String problem;

  /// Forgets the record before.
  void reset() {
    problem = null;
  }

  void throwIfBad() throws BadRecordException {
    if (problem != null) {
      throw new BadRecordException(problem);
    }
  }

  @Override
  public void tenant(byte[] data, int offset, int length) {
    if (Arrays.equals(lastTenant, 0, lastTenant.length, data, offset, offset + length)) {
      return;
    }
    requireText("tenant", data, offset, length);
    try {
      lastTenant = new TenantId(new String(data, offset, length, UTF_8)).value().getBytes(UTF_8);
    } catch (IllegalArgumentException e) {
      problem = e.getMessage();
    }
  }

  @Override
  public void stream(byte[] data, int labelsOffset, int labelsLength) {
    requireMapOfText("labels", data, labelsOffset, labelsLength);
  }

  @Override
  public void entry(
      long timestamp,
      byte[] data,
      int lineOffset,
      int lineLength,
      byte[] metadata,
      int metadataOffset,
      int metadataLength) {
    requireText("line", data, lineOffset, lineLength);
    requireMapOfText("metadata", metadata, metadataOffset, metadataLength);
  }

  private void requireMapOfText(String what, byte[] data, int offset, int length) {
    map.reset(data, offset, length);
    try {
      for (int count = map.readBlockCount(); count > 0; count = map.readBlockCount()) {
        for (int i = 0; i < 2 * count; i++) {
          int textLength = map.readLength();
          requireText(what, data, map.position(), textLength);
          map.skip(textLength);
        }
      }
    } catch (BadRecordException e) {
      problem = e.getMessage();
    }
  }

  private void requireText(String what, byte[] data, int offset, int length) {
    int invalid = Utf8.firstInvalid(data, offset, length);
    if (invalid >= 0 && problem == null) {
      problem = "%s is not utf-8 at byte %d of the record".formatted(what, invalid);
    }
  }
}
