package io.millrace.query.regex;

/// A pattern that is not RE2. The message is Go's: `error parsing regexp: missing closing ]: `[a``.
public final class RegexSyntaxException extends RuntimeException {
  RegexSyntaxException(String code, String expression) {
    super("error parsing regexp: " + code + ": `" + expression + "`");
  }
}
