package io.millrace.schemas.wire;

import java.util.Optional;
import org.apache.avro.Schema;

/// Ids without a registry: those of [WireFormat] and no others.
public final class BuiltInSchemaIds implements SchemaIds {
  @Override
  public int idFor(String topic, Schema schema, int builtIn) {
    return builtIn;
  }

  @Override
  public Optional<Schema> find(int id) {
    return Optional.empty();
  }
}
