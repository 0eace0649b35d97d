package io.millrace.schemas.model;

/// One name and its value. The name is not checked here: what a name may be depends on whether it
/// is a stream label, structured metadata or a parsed field.
public record Label(String name, String value) {}
