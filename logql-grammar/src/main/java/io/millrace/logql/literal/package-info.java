/// Literals as Go reads and writes them: strings, durations, sizes and numbers.
///
/// A LogQL query is full of them, and so are the values that it compares with; one spelling of each
/// rule serves the lexer, the tree and the printer. All classes are stateless.
@NullMarked
package io.millrace.logql.literal;

import org.jspecify.annotations.NullMarked;
