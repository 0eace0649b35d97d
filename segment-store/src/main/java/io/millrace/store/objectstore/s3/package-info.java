/// A bucket behind the S3 protocol. The only package that knows the AWS SDK.
@NullMarked
package io.millrace.store.objectstore.s3;

import org.jspecify.annotations.NullMarked;
