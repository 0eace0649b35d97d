package io.millrace.standalone.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The source tree that the tests run in.
final class SourceTree {
  private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules", "data");

  private SourceTree() {}

  /// The folder with the parent pom.
  static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("mvnw"))) {
      here = Objects.requireNonNull(here.getParent(), "no mvnw above the working directory");
    }
    return here;
  }

  static String read(String path) throws IOException {
    return Files.readString(root().resolve(path));
  }

  /// Files below `folder` whose path satisfies `wanted`, sorted.
  static List<Path> files(Path folder, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> all = Files.find(folder, 20, (path, _) -> isOurs(folder, path))) {
      return all.filter(Files::isRegularFile).filter(wanted).sorted().toList();
    }
  }

  private static boolean isOurs(Path folder, Path path) {
    for (Path part : folder.relativize(path)) {
      if (NOT_OURS.contains(part.toString())) {
        return false;
      }
    }
    return true;
  }
}
