/// Cutting on demand: `POST /flush`.
///
/// Who asks names, for each partition, the offset up to which records are meant ([FlushBoard]); the
/// partition's task cuts once it has read that far. `POST /flush?wait=true` takes the end offsets
/// of `logs`, asks the owner of every partition and answers when the catalog's watermarks have
/// passed them ([FlushCoordinator]).
@NullMarked
package io.millrace.ingester.flush;

import org.jspecify.annotations.NullMarked;
