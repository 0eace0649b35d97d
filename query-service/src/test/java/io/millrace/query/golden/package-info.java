/// Recorded answers of a real Loki, and the engine's answers to the same questions.
@NullMarked
package io.millrace.query.golden;

import org.jspecify.annotations.NullMarked;
