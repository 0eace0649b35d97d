package io.millrace.schemas.wire;

import java.util.Optional;
import org.apache.avro.Schema;

/// What the ids in front of records stand for. Safe for use by many threads.
public sealed interface SchemaIds permits BuiltInSchemaIds, RegistrySchemaIds {
  /// The id under which this process writes `schema` to `topic`. `builtIn` is the schema's id where
  /// there is no registry.
  ///
  /// @throws RegistryUnavailableException if the registry does not answer and was not asked before
  int idFor(String topic, Schema schema, int builtIn);

  /// The schema that a registered id names; nothing where no such id was ever given out, and for
  /// built-in ids.
  ///
  /// @throws RegistryUnavailableException if the registry does not answer and was not asked before
  Optional<Schema> find(int id);
}
