/// Loki's read API over HTTP: parameters, endpoints, error texts. What an endpoint computes is in
/// the packages `exec` and `metric`; how it looks in JSON, in `json`.
@NullMarked
package io.millrace.query.api;

import org.jspecify.annotations.NullMarked;
