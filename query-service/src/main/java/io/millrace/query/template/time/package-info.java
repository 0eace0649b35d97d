/// Times as Go writes and reads them, by layouts such as `2006-01-02T15:04:05Z07:00`.
@NullMarked
package io.millrace.query.template.time;

import org.jspecify.annotations.NullMarked;
