/// Pairs of keys and values in log lines: `| logfmt` and `| logfmt a="b"`.
@NullMarked
package io.millrace.query.parse.logfmt;

import org.jspecify.annotations.NullMarked;
