/// Stages that change lines and labels: formats, `decolorize`, `drop`, `keep` and `unwrap`.
@NullMarked
package io.millrace.query.stage;

import org.jspecify.annotations.NullMarked;
