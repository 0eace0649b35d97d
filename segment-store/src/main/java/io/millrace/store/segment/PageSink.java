package io.millrace.store.segment;

/// Takes the payloads of a tenant's pages, in order. Each array is the sink's to keep.
@FunctionalInterface
public interface PageSink {
  void accept(byte[] payload);
}
