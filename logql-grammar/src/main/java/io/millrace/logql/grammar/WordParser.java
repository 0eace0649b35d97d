package io.millrace.logql.grammar;

import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.TokenStream;

/// What the parser's predicates ask.
///
/// LogQL is defined by a parser that looks one word ahead and prefers to go on with what it has
/// begun. Where ANTLR, looking further, would find another way to read a query, a predicate forbids
/// it.
public abstract class WordParser extends Parser {
  protected WordParser(TokenStream input) {
    super(input);
  }

  /// Whether the next word is of one of the types.
  protected final boolean isNext(int... types) {
    int next = _input.LA(1);
    for (int type : types) {
      if (type == next) {
        return true;
      }
    }
    return false;
  }
}
