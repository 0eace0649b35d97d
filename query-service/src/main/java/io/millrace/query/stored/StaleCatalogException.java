package io.millrace.query.stored;

/// The catalog that a query goes by is too old: something has been published, and let go elsewhere,
/// since. A newer one will do.
final class StaleCatalogException extends Exception {
  StaleCatalogException(String message) {
    super(message);
  }

  StaleCatalogException(String message, Throwable cause) {
    super(message, cause);
  }
}
