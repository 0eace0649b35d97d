package io.millrace.store.object;

import io.millrace.schemas.catalog.ObjectEntry;
import java.nio.ByteBuffer;
import java.util.List;

/// An object ready for upload: `content` end to end is the file that `entry` describes.
public record AssembledObject(ObjectEntry entry, List<ByteBuffer> content) {
  public AssembledObject {
    content = List.copyOf(content);
  }
}
