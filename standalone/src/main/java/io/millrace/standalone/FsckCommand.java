package io.millrace.standalone;

import io.millrace.schemas.catalog.CatalogRecordSerde;
import io.millrace.schemas.wire.BuiltInSchemaIds;
import io.millrace.schemas.wire.RegistrySchemaIds;
import io.millrace.schemas.wire.SchemaIds;
import io.millrace.standalone.fsck.Fsck;
import io.millrace.standalone.node.KafkaAccess;
import io.millrace.standalone.node.NodeConfig;
import io.millrace.store.objectstore.ObjectStores;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `millrace fsck`: whether every offset of `logs` below the watermarks is published exactly once,
/// and every published object is where the catalog says, as the catalog says.
@Command(
    name = "fsck",
    mixinStandardHelpOptions = true,
    description = "Prove that every accepted record is stored once: offsets, catalog, objects.")
final class FsckCommand implements Callable<Integer> {
  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(names = "--quick", description = "look at offsets and catalog only, at no object")
  private boolean quick;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    NodeConfig config = NodeConfig.from(options.load());
    List<String> findings;
    PrintWriter out = spec.commandLine().getOut();
    try (var kafka = KafkaAccess.open(config);
        var store = ObjectStores.open(config.objectStore(), config.s3(), config.dataDir())) {
      var serde = new CatalogRecordSerde(schemaIds(config));
      findings = new Fsck(kafka.client(), config.topics(), serde, store, !quick, out).findings();
    }
    findings.forEach(finding -> out.println("FOUND " + finding));
    out.println(findings.isEmpty() ? "all is well" : findings.size() + " findings");
    out.flush();
    return findings.isEmpty() ? 0 : 1;
  }

  private static SchemaIds schemaIds(NodeConfig config) {
    return config
        .schemaRegistry()
        .<SchemaIds>map(url -> new RegistrySchemaIds(URI.create(url)))
        .orElseGet(BuiltInSchemaIds::new);
  }
}
