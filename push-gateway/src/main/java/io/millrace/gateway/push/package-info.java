/// `POST /loki/api/v1/push` and what happens to it: [PushPipeline] reads the body within a byte
/// budget, decodes, validates, limits, encodes and produces; the outcome is a [PushResult], which
/// [PushRoutes] turns into an answer in one place.
///
/// A request runs on a virtual thread and may wait for its client and for Kafka. What it does in
/// between with the CPU it does in a [Workspace], of which there are as many as cores.
@NullMarked
package io.millrace.gateway.push;

import org.jspecify.annotations.NullMarked;
