/// How rows are read: slices are fetched ahead on virtual threads and scanned on a fixed pool of as
/// many threads as there are cores ([SliceScanner]); equal rows of different parts count once
/// ([Duplicates]); and log queries keep the first `limit` entries in the asked direction
/// ([LogQueryRunner]), looking at no slice that cannot matter any more.
@NullMarked
package io.millrace.query.exec;

import org.jspecify.annotations.NullMarked;
