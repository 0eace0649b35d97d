package io.millrace.gateway.validate;

/// Why a stream or an entry is not accepted, with the text for the client.
record Rejection(DiscardReason reason, String message) {}
