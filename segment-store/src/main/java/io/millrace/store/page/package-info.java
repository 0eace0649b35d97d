/// Parquet pages by hand: the encodings of our six leaf columns and their compression.
@NullMarked
package io.millrace.store.page;

import org.jspecify.annotations.NullMarked;
