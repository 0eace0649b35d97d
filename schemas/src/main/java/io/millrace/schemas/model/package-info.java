/// The words every module shares: who owns a line ([TenantId]), what it belongs to ([Labels]), how
/// streams are chosen ([LabelMatcher]) and which part of a topic is meant ([OffsetRange]).
///
/// Values only: immutable, validated when made, free of I/O.
@NullMarked
package io.millrace.schemas.model;

import org.jspecify.annotations.NullMarked;
