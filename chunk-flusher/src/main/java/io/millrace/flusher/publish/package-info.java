/// From closed segments to published ones.
///
/// [Uploads] writes one object for each tenant; the store's conditional put makes that safe to do
/// twice and by two processes. [CatalogPublisher] then says so in the catalog and moves the group's
/// position in `chunks`, both in one Kafka transaction: either both happen, or neither.
///
/// What a crash between the two leaves is an object that no catalog record names. Whoever gets the
/// segment next finds it, checks that it is the same, and publishes it.
@NullMarked
package io.millrace.flusher.publish;

import org.jspecify.annotations.NullMarked;
