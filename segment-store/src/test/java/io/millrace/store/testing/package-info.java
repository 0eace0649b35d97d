/// What tests of this module and of others need around them.
@NullMarked
package io.millrace.store.testing;

import org.jspecify.annotations.NullMarked;
