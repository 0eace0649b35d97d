/// The `millrace` command.
///
/// `run` makes a [node.Node]: the roles that `--target` names ([node.Target]), in one JVM behind
/// one HTTP server, on the Kafka and the object store that the settings name, or on an embedded
/// broker and a directory. The other commands look at what such a node has written: `topics`,
/// `fsck`, `inspect`; `broker` runs the embedded broker alone.
///
/// Exit codes: 0 done, 1 failed (`fsck`: found something), 2 a setting or argument is wrong.
@NullMarked
package io.millrace.standalone;

import org.jspecify.annotations.NullMarked;
