/// From accepted entries to acknowledged records of `logs`: one record for each partition that a
/// push touches ([RecordEncoder]), more where it grows large, sent by one idempotent producer
/// ([LogProducer]).
///
/// A record's key is a hint for tools: `TENANT/HASH` in hexadecimal where all its lines are of one
/// stream, else `TENANT/*`. Its value is compressed by us, so the producer's own compression is
/// off.
@NullMarked
package io.millrace.gateway.produce;

import org.jspecify.annotations.NullMarked;
