/// The index of an object: its streams, its slices, and where everything lies.
@NullMarked
package io.millrace.store.index;

import org.jspecify.annotations.NullMarked;
