/// Answers in Loki's JSON: the order of the keys, the spelling of numbers and times, and which
/// texts are escaped for HTML are part of the contract, because clients parse as they read.
@NullMarked
package io.millrace.query.json;

import org.jspecify.annotations.NullMarked;
