/// Black-box scenarios: they start Millrace with its launcher, as an operator does, and speak HTTP
/// to it, as a client does. Nothing here sees a class of Millrace.
@NullMarked
package io.millrace.acceptance;

import org.jspecify.annotations.NullMarked;
