/// Where objects lie: a bucket behind the S3 protocol, a directory, or memory. One contract
/// ([ObjectStore]), and one contract test for all of them.
@NullMarked
package io.millrace.store.objectstore;

import org.jspecify.annotations.NullMarked;
