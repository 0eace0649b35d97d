package io.millrace.standalone.fsck;

import io.millrace.schemas.catalog.ObjectEntry;
import io.millrace.store.object.ObjectReader;
import io.millrace.store.objectstore.NoSuchObjectException;
import io.millrace.store.objectstore.ObjectStore;
import java.io.IOException;
import java.util.Optional;

/// Whether an object is what the catalog says of it.
final class ObjectCheck {
  private ObjectCheck() {}

  /// What is wrong with the object, if anything. `deep` opens it.
  static Optional<String> of(ObjectStore store, ObjectEntry entry, boolean deep) {
    try {
      long bytes = store.size(entry.name());
      if (bytes != entry.bytes()) {
        return Optional.of(
            "object %s has %d bytes, catalog says %d"
                .formatted(entry.name(), bytes, entry.bytes()));
      }
      if (deep) {
        ObjectEntry found = ObjectReader.open(store, entry.name(), bytes).entry();
        if (!found.equals(entry)) {
          return Optional.of("object %s says %s, catalog %s".formatted(entry.name(), found, entry));
        }
      }
      return Optional.empty();
    } catch (NoSuchObjectException e) {
      return Optional.of("object %s is not in the store".formatted(entry.name()));
    } catch (IOException e) {
      return Optional.of("object %s cannot be read: %s".formatted(entry.name(), e.getMessage()));
    }
  }
}
