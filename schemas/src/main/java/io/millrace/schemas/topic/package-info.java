/// The topics by name, with what each must be configured as.
@NullMarked
package io.millrace.schemas.topic;

import org.jspecify.annotations.NullMarked;
