/// The `catalog` topic: what lies in the bucket, in one total order.
///
/// One partition, compacted. A record's key is the identity of what it speaks of (a segment or an
/// object), its value a [CatalogRecord] in Avro with Confluent's wire format. Reading the topic
/// from its beginning gives the whole truth about published data.
@NullMarked
package io.millrace.schemas.catalog;

import org.jspecify.annotations.NullMarked;
