/// The text filter: which slices of an object can hold a given piece of text at all.
@NullMarked
package io.millrace.store.filter;

import org.jspecify.annotations.NullMarked;
