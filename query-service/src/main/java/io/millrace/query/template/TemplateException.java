package io.millrace.query.template;

/// A template that cannot be parsed or executed. The message is Go's. Without a stack trace: it may
/// be thrown per row.
public final class TemplateException extends RuntimeException {
  public TemplateException(String message) {
    super(message, null, false, false);
  }
}
