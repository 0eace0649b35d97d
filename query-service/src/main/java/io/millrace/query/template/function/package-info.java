/// The functions of templates: Go's own, those of Sprig that LogQL has, and LogQL's.
@NullMarked
package io.millrace.query.template.function;

import org.jspecify.annotations.NullMarked;
