/// Values of templates as Go prints them: `fmt.Sprint`, `fmt.Sprintf` and the names of types.
@NullMarked
package io.millrace.query.template.format;

import org.jspecify.annotations.NullMarked;
