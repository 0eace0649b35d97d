package io.millrace.schemas.catalog;

import io.millrace.schemas.model.TenantId;

/// One object of the bucket as the catalog knows it: enough to decide without opening it whether a
/// query needs it.
///
/// `name` is the object's key in the store, `bytes` its size there, `rawBytes` the bytes of its
/// lines and metadata values before compression, `minTimestamp` and `maxTimestamp` nanoseconds
/// since the epoch, both inclusive.
public record ObjectEntry(
    TenantId tenant,
    String name,
    long bytes,
    long rows,
    long streams,
    long rawBytes,
    long minTimestamp,
    long maxTimestamp) {}
