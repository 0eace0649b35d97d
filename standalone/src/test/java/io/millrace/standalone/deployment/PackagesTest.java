package io.millrace.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PackagesTest {
  @Test
  void mainPackages_haveATour() throws IOException {
    for (Path folder : mainPackages().keySet()) {
      assertThat(folder.resolve("package-info.java")).exists();
      assertThat(Files.readString(folder.resolve("package-info.java")))
          .as("the tour of %s", folder)
          .startsWith("///")
          .contains("@NullMarked");
    }
  }

  @Test
  void names_sayWhatATypeIs() throws IOException {
    List<String> vague =
        mainPackages().values().stream()
            .flatMap(List::stream)
            .map(path -> path.getFileName().toString().replace(".java", ""))
            .filter(name -> name.matches("(Abstract|Default).+|.+(Impl|Utils?|Helper|Manager)"))
            .toList();

    assertThat(vague).isEmpty();
  }

  /// Folder of each package to the files of its types.
  private static Map<Path, List<Path>> mainPackages() throws IOException {
    return SourceTree.files(
            SourceTree.root(),
            path ->
                path.toString().contains("/src/main/java/") && path.toString().endsWith(".java"))
        .stream()
        .filter(path -> !path.endsWith("package-info.java"))
        .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.toList()));
  }
}
