/// The `dead-letter` topic: records that could not be read, as they came, with the reason.
///
/// ```
/// key, value ─▶ those of the record
/// headers    ─▶ those of the record, then
///               millrace.dlq.error.class        simple name of the exception, UTF-8
///               millrace.dlq.error.message      its text, at most 1024 characters, UTF-8
///               millrace.dlq.source.topic       UTF-8
///               millrace.dlq.source.partition   decimal, UTF-8
///               millrace.dlq.source.offset      decimal, UTF-8
///               millrace.dlq.source.timestamp   milliseconds since the epoch, decimal, UTF-8
/// ```
@NullMarked
package io.millrace.schemas.deadletter;

import org.jspecify.annotations.NullMarked;
