/// Where a query goes wrong, and what would have been right.
///
/// Loki's parser is a table-driven shift-reduce parser (LALR(1) with default reductions). What its
/// messages say depends on the state it is in when it meets a word it cannot use: it names the
/// words that this state could shift, if they are at most four, and *not* those that it would have
/// taken before the last reduction. A recursive-descent parser cannot know that. So a query that
/// our parser refuses is read once more, by a [ShiftAutomaton] built from `sentences.bnf`, only to
/// word the fault:
///
/// ```
/// tokens ─▶ ShiftAutomaton ─▶ first word that fits no state ─▶ SyntaxFault
/// ```
///
/// In such a parser a state with any finished rule reduces whatever comes next, so no state needs
/// look-ahead sets here, only the precedence of the operators. The automaton is iterative: no input
/// is too deep for it. It is built when the first faulty query comes, and then shared.
@NullMarked
package io.millrace.logql.fault;

import org.jspecify.annotations.NullMarked;
