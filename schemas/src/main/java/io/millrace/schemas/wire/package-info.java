/// How an Avro record lies in a Kafka value: Confluent's wire format.
///
/// ```
/// Value ─▶ magic: u8 = 0, schemaId: i32 big-endian, body: Avro binary
/// ```
///
/// The id is the registry's where one is configured (`schema.registry.url`), else one of the
/// built-in ids of [WireFormat]. A built-in id stands for one version of one schema for ever, and
/// readers know it whether there is a registry or not.
///
/// [SchemaIds] answers both questions about ids: which one to write, and what one that was read
/// stands for. What cannot be read is a [BadRecordException]; a registry that does not answer is a
/// [RegistryUnavailableException], which says nothing about the record.
@NullMarked
package io.millrace.schemas.wire;

import org.jspecify.annotations.NullMarked;
