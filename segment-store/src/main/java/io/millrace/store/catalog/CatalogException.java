package io.millrace.store.catalog;

/// The catalog cannot be asked: it is closed, it did not answer in time, or it holds a record that
/// cannot be read.
public final class CatalogException extends RuntimeException {
  public CatalogException(String message) {
    super(message);
  }

  public CatalogException(String message, Throwable cause) {
    super(message, cause);
  }
}
