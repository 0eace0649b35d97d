/// From the body of a request to a [DecodedPush]: streams and entries as ranges of one byte array,
/// whatever the client speaks. Decoders know nothing of tenants, limits or Kafka.
///
/// Where bytes are not a push, the error has the text that Loki's decoders give, for clients that
/// read it: jsoniter's for JSON syntax, jsonparser's for the shape of a stream.
@NullMarked
package io.millrace.gateway.decode;

import org.jspecify.annotations.NullMarked;
