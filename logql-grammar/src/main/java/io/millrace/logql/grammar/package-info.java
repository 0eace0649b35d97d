/// The grammar of LogQL: `LogQlLexer.g4` and `LogQlParser.g4` (under `src/main/antlr4`), what ANTLR
/// makes of them, and [WordLexer], which reads what a lexer rule cannot say.
///
/// Nothing outside `io.millrace.logql` sees these types.
@NullMarked
package io.millrace.logql.grammar;

import org.jspecify.annotations.NullMarked;
