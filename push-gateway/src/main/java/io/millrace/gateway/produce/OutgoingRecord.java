package io.millrace.gateway.produce;

/// A record of `logs` on its way. `rawBytes` are the streams' before compression.
public record OutgoingRecord(int partition, byte[] key, byte[] value, int rawBytes) {}
