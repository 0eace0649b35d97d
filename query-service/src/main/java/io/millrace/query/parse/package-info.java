/// Parsers: stages that take labels out of the line. Each works on bytes, sets only what
/// [io.millrace.query.row.Hints] wants, and stops when it has that.
///
/// What they share: a label that the stream or the metadata of the row has too gets the suffix
/// `_extracted`; a name that a parser has set before keeps its first value; names are made valid by
/// replacing what is not a letter, a digit or an underscore.
@NullMarked
package io.millrace.query.parse;

import org.jspecify.annotations.NullMarked;
