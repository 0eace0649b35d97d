/// One process of a deployment: roles, what they share, and in which order they start and stop.
///
/// [Node] holds it together. [NodeConfig] reads what the roles share, [Services] builds one service
/// for each role, with the embedded broker ([BrokerService]) and the topics ([TopicsService]) ahead
/// of them. [DataDirectory] keeps two processes from working on one directory; [KafkaAccess] is how
/// the other commands come to the broker of a node, whether that runs or not.
@NullMarked
package io.millrace.standalone.node;

import org.jspecify.annotations.NullMarked;
