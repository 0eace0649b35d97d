package io.millrace.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runtime.Settings;
import io.millrace.runtime.SettingsFile;
import io.millrace.standalone.Commands;
import io.millrace.standalone.node.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class ComposeFileTest {
  private static final Set<String> TOP_LEVEL =
      Set.of("name", "services", "volumes", "x-millrace", "x-after-topics");
  private static final Set<String> SERVICE_KEYS =
      Set.of(
          "image",
          "build",
          "command",
          "environment",
          "volumes",
          "ports",
          "depends_on",
          "healthcheck",
          "restart",
          "stop_grace_period");
  private static final Pattern URL_HOST = Pattern.compile("https?://([a-z0-9-]+):\\d+");

  private final Path folder = SourceTree.root().resolve("compose");
  private final Map<String, Object> file = yaml(folder.resolve("compose.yaml"));
  private final Map<String, Object> services = map(file.get("services"));

  ComposeFileTest() throws IOException {}

  @Test
  void file_usesOnlyWhatComposeKnows() {
    assertThat(TOP_LEVEL).containsAll(file.keySet());
    services.forEach(
        (name, service) -> assertThat(SERVICE_KEYS).as(name).containsAll(map(service).keySet()));
  }

  @Test
  void services_dependOnServicesAndMountWhatExists() {
    Set<String> volumes = map(file.get("volumes")).keySet();
    services.forEach(
        (name, service) -> {
          assertThat(services.keySet()).as(name).containsAll(keys(map(service).get("depends_on")));
          for (Object mount : list(map(service).get("volumes"))) {
            String source = mount.toString().split(":", 2)[0];
            if (source.startsWith(".")) {
              assertThat(folder.resolve(source)).exists();
            } else {
              assertThat(volumes).as(name).contains(source);
            }
          }
        });
  }

  @Test
  void conditions_areOnesThatTheServiceCanMeet() {
    services.forEach(
        (name, service) ->
            map(map(service).get("depends_on"))
                .forEach(
                    (needed, how) -> {
                      Map<String, Object> target = map(services.get(needed));
                      Object condition = map(how).get("condition");
                      if ("service_healthy".equals(condition)) {
                        assertThat(target.containsKey("healthcheck") || isOurs(target))
                            .as("%s has a health check for %s", needed, name)
                            .isTrue();
                      }
                    }));
  }

  @Test
  void roles_areAllThereAndTheirCommandsParse() {
    Set<Target.Role> covered = new TreeSet<>();
    services.forEach(
        (name, service) -> {
          if (isOurs(map(service))) {
            List<String> command =
                list(map(service).get("command")).stream().map(Object::toString).toList();
            assertThat(Commands.parse(command)).as(name).isTrue();
            command.stream()
                .filter(argument -> argument.startsWith("--target="))
                .forEach(
                    argument -> covered.addAll(Target.parse(argument.replace("--target=", ""))));
          }
        });

    assertThat(covered).containsExactlyInAnyOrder(Target.Role.values());
  }

  @Test
  void settings_areKnown() throws IOException {
    var known = KnownSettings.read();
    Settings settings =
        SettingsFile.load(
            Optional.of(folder.resolve("millrace.yaml")),
            setPairs(),
            Map.of("S3_ACCESS_KEY", "a", "S3_SECRET_KEY", "b"));

    assertThat(settings.given().keySet()).allMatch(known::knows);
  }

  @Test
  void addresses_nameServices() throws IOException {
    String everything =
        Files.readString(folder.resolve("millrace.yaml"))
            + Files.readString(folder.resolve("alloy/config.alloy"))
            + Files.readString(folder.resolve("grafana/provisioning/datasources/millrace.yaml"));

    List<String> hosts =
        URL_HOST.matcher(everything).results().map((MatchResult m) -> m.group(1)).toList();

    assertThat(hosts).hasSizeGreaterThan(3);
    assertThat(services.keySet()).containsAll(hosts);
  }

  @Test
  void dataSource_isALoki() throws IOException {
    Map<String, Object> provisioned =
        yaml(folder.resolve("grafana/provisioning/datasources/millrace.yaml"));

    assertThat(map(list(provisioned.get("datasources")).getFirst()))
        .containsEntry("type", "loki")
        .containsEntry("url", "http://query-service:3100");
  }

  private List<String> setPairs() {
    List<String> pairs = new ArrayList<>();
    services.values().stream()
        .filter(service -> isOurs(map(service)))
        .flatMap(service -> list(map(service).get("command")).stream())
        .map(Object::toString)
        .filter(argument -> argument.startsWith("--set="))
        .forEach(argument -> pairs.add(argument.substring("--set=".length())));
    return pairs;
  }

  private static boolean isOurs(Map<String, Object> service) {
    return "millrace".equals(service.get("image"));
  }

  private static Map<String, Object> yaml(Path path) throws IOException {
    return map(new Yaml().load(Files.readString(path)));
  }

  @SuppressWarnings("unchecked") // keys of YAML maps here are texts
  private static Map<String, Object> map(@Nullable Object node) {
    return node == null ? Map.of() : (Map<String, Object>) node;
  }

  private static List<?> list(@Nullable Object node) {
    return node instanceof List<?> list ? list : List.of();
  }

  private static Set<String> keys(@Nullable Object node) {
    return map(node).keySet();
  }
}
