/// Regular expressions in RE2 syntax, matched on UTF-8 bytes in linear time.
///
/// A pattern is read into a [Node] exactly as Go's `regexp/syntax` would (the shape matters: LogQL
/// simplifies some trees), compiled to an automaton over bytes ([Program]) and run as a DFA whose
/// states are made when first met ([LazyDfa]), with a simulation of the automaton ([Simulation])
/// for the patterns that would need too many of them. [Requirement] tells which literals a match
/// cannot do without, so that whole pages can be searched for them first.
///
/// [Regex] is the door. A byte that is not UTF-8 counts as one U+FFFD.
@NullMarked
package io.millrace.query.regex;

import org.jspecify.annotations.NullMarked;
