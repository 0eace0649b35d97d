package io.millrace.ingester;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/// The name of this ingester within its group, kept in its directory from start to start.
final class InstanceName {
  private static final String FILE = "instance-name";

  private InstanceName() {}

  /// The name in `directory`; a new one where there is none.
  static String in(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    if (Files.exists(file)) {
      String known = Files.readString(file).strip();
      if (!known.isEmpty()) {
        return known;
      }
    }
    Files.createDirectories(directory);
    String name = UUID.randomUUID().toString();
    Path draft = directory.resolve(FILE + ".new");
    Files.writeString(draft, name + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return name;
  }
}
