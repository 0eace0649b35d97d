package io.millrace.query.plan;

/// A query that gets no answer. The message is for the client, in Loki's words where Loki has any;
/// the reason decides the HTTP status and labels the metric.
public final class QueryException extends RuntimeException {
  /// Whose fault it is, and how HTTP says so.
  public enum Reason {
    /// The text or a parameter is wrong.
    INVALID(400),
    /// A limit of the tenant was reached.
    LIMIT(400),
    /// A line could not be parsed and the query did not say what to do with such lines.
    PIPELINE(400),
    /// The two sides of a binary operation do not fit. Loki answers 500, and so do we.
    MATCHING(500),
    NOT_FOUND(404),
    TOO_MANY(429),
    /// The client went away.
    CANCELLED(499),
    TIMEOUT(504),
    /// A part of the data cannot be read at this moment; asking again may help.
    UNAVAILABLE(503),
    INTERNAL(500);

    private final int status;

    Reason(int status) {
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  private final Reason reason;

  public QueryException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public QueryException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
