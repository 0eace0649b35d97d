package io.millrace.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.bertramlabs.plugins.hcl4j.HCLParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TerraformTest {
  private static final Pattern MODULE_OUTPUT = Pattern.compile("module\\.(\\w+)\\.(\\w+)");
  private static final Pattern VARIABLE = Pattern.compile("\\bvar\\.(\\w+)");
  private static final Set<String> CALL_ARGUMENTS = Set.of("source", "version", "providers");

  private final Path folder = SourceTree.root().resolve("terraform");
  private final Path example = folder.resolve("envs/example");

  @Test
  void modules_haveTheirResources() throws Exception {
    assertThat(map(module("modules/bucket").get("resource")))
        .containsKeys("aws_s3_bucket", "aws_s3_bucket_public_access_block", "aws_iam_policy");
    assertThat(map(module("modules/kafka").get("resource")))
        .containsKeys("aws_msk_cluster", "aws_msk_configuration", "aws_security_group");
    assertThat(map(module("modules/services").get("resource")))
        .containsKeys(
            "kubernetes_config_map_v1", "kubernetes_service_v1", "kubernetes_stateful_set_v1");
  }

  @Test
  void variables_areDescribedAndEachIsUsed() throws Exception {
    for (String name : new String[] {"bucket", "kafka", "services"}) {
      assertVariables(folder.resolve("modules").resolve(name));
    }
    assertVariables(example);
  }

  @Test
  void calls_fitTheVariablesOfTheirModules() throws Exception {
    Map<String, Object> calls = map(parse(example.resolve("main.tf")).get("module"));
    assertThat(calls).containsOnlyKeys("bucket", "kafka", "services");

    for (Map.Entry<String, Object> call : calls.entrySet()) {
      Map<String, Object> arguments = new HashMap<>(map(call.getValue()));
      Path source = example.resolve(String.valueOf(arguments.get("source"))).normalize();
      arguments.keySet().removeAll(CALL_ARGUMENTS);
      Map<String, Object> variables = map(parse(source.resolve("variables.tf")).get("variable"));

      assertThat(variables.keySet()).as(call.getKey()).containsAll(arguments.keySet());
      assertThat(arguments.keySet()).as(call.getKey()).containsAll(required(variables));
    }
  }

  @Test
  void references_nameOutputsOfTheirModules() throws Exception {
    String text =
        Files.readString(example.resolve("main.tf"))
            + Files.readString(example.resolve("outputs.tf"));
    var references = MODULE_OUTPUT.matcher(text).results().toList();

    assertThat(references).hasSizeGreaterThan(4);
    for (var reference : references) {
      assertThat(map(module("modules/" + reference.group(1)).get("output")))
          .as(reference.group())
          .containsKey(reference.group(2));
    }
  }

  @Test
  void settings_areKnown() throws Exception {
    var known = KnownSettings.read();
    Map<String, Object> calls = map(parse(example.resolve("main.tf")).get("module"));
    Map<String, Object> settings = map(map(calls.get("services")).get("settings"));

    assertThat(settings).containsKeys("kafka.bootstrap.servers", "objectstore");
    assertThat(settings.keySet()).allMatch(known::knows);
  }

  private void assertVariables(Path module) throws Exception {
    Map<String, Object> variables = map(parse(module.resolve("variables.tf")).get("variable"));
    variables.forEach(
        (name, variable) -> assertThat(map(variable)).as(name).containsKeys("description", "type"));
    var text = new StringBuilder();
    for (Path file : SourceTree.files(module, path -> path.toString().endsWith(".tf"))) {
      text.append(Files.readString(file));
    }
    Set<String> used =
        VARIABLE.matcher(text).results().map(m -> m.group(1)).collect(Collectors.toSet());
    assertThat(used).as("variables of %s", module).isEqualTo(variables.keySet());
  }

  private static Set<String> required(Map<String, Object> variables) {
    Set<String> required = new TreeSet<>();
    variables.forEach(
        (name, variable) -> {
          if (!map(variable).containsKey("default")) {
            required.add(name);
          }
        });
    return required;
  }

  private Map<String, Object> module(String path) throws Exception {
    Map<String, Object> all = new HashMap<>();
    for (Path file : SourceTree.files(folder.resolve(path), f -> f.toString().endsWith(".tf"))) {
      all.putAll(parse(file));
    }
    return all;
  }

  private static Map<String, Object> parse(Path file) throws Exception {
    return new HCLParser().parse(Files.readString(file), false);
  }

  @SuppressWarnings("unchecked") // blocks and their names
  private static Map<String, Object> map(@Nullable Object node) {
    return node == null ? Map.of() : (Map<String, Object>) node;
  }
}
