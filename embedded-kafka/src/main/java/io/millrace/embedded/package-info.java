/// A real Kafka broker inside this JVM: KRaft, broker and controller in one, data in a folder.
///
/// `millrace run` uses it where no other Kafka is named, and so do the tests of every service: what
/// they meet is the broker itself, not a stand-in. A folder holds one broker's data; it survives
/// restarts, also after the process was killed.
///
/// [EmbeddedBroker] is the broker, [BrokerProperties] what it is configured with, and why;
/// [BrokerMain] runs one in a process of its own.
@NullMarked
package io.millrace.embedded;

import org.jspecify.annotations.NullMarked;
