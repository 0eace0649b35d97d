package io.millrace.gateway.push;

/// What a body may be: bytes as received, and bytes after unpacking.
public record PushLimits(long maxBodyBytes, long maxDecodedBytes) {}
