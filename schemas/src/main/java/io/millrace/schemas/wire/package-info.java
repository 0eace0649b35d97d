/// How an Avro record lies in a Kafka value: Confluent's wire format.
///
/// ```
/// Value ─▶ magic: u8 = 0, schemaId: i32 big-endian, body: Avro binary
/// ```
///
/// The id is the registry's where one is configured (`schema.registry.url`), else one of the
/// built-in ids of [WireFormat]. A built-in id stands for one version of one schema for ever.
@NullMarked
package io.millrace.schemas.wire;

import org.jspecify.annotations.NullMarked;
