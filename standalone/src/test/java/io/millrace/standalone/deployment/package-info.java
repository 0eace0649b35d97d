/// What stands in the source tree beside the code, checked against the code: the compose file, the
/// Terraform modules, the tables of settings and metrics, the shape of the packages.
@NullMarked
package io.millrace.standalone.deployment;

import org.jspecify.annotations.NullMarked;
