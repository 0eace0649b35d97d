/// The topics by name ([Topics]), how each must be configured ([TopicSpecs]), and the making of
/// them ([TopicCreator]).
@NullMarked
package io.millrace.schemas.topic;

import org.jspecify.annotations.NullMarked;
