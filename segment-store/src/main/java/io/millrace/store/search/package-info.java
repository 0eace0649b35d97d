/// Literal search over whole pages: which rows hold one of a few byte strings.
///
/// A page is not one text: its lines stand end to end without separators and may hold any byte. So
/// a kernel looks for candidates anywhere in the bytes, verifies each, finds its row, and rejects a
/// hit that crosses the end of a row. [LiteralSearch] is the door; one kernel works with the Vector
/// API, the other with eight bytes in a `long`, for a JVM that was started without the module
/// `jdk.incubator.vector`.
@NullMarked
package io.millrace.store.search;

import org.jspecify.annotations.NullMarked;
