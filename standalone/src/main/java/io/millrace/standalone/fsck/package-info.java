/// The proof that accepted records are stored once: the catalog's own books, what Kafka still has,
/// and the objects that the catalog names, compared with each other ([Fsck]).
@NullMarked
package io.millrace.standalone.fsck;

import org.jspecify.annotations.NullMarked;
