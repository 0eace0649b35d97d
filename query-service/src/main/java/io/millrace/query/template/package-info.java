/// Go's `text/template`, for `line_format` and `label_format`.
///
/// A template is lexed ([Lexer]), parsed ([Parser]) to [Node]s, and executed ([Execution]) against
/// the labels of a row. Errors have Go's texts, with the place in the template.
///
/// Strings of templates are bytes, as in Go: they are kept as Java strings of one char per byte
/// ([GoString]), so that lengths, slices and half characters come out as Go has them. Values are
/// Java objects: `String`, `Long` (Go's int), [io.millrace.query.template.format.Int64], `Double`,
/// `Boolean`, `List`, `Map`, `ZonedDateTime`, and null for nil.
@NullMarked
package io.millrace.query.template;

import org.jspecify.annotations.NullMarked;
