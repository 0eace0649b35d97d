/// The object: one tenant's rows as a Parquet file with an index inside.
@NullMarked
package io.millrace.store.object;

import org.jspecify.annotations.NullMarked;
