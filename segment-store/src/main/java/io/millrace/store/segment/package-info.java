/// From sorted rows to encoded pages: what an ingester sends through the topic `chunks`.
@NullMarked
package io.millrace.store.segment;

import org.jspecify.annotations.NullMarked;
