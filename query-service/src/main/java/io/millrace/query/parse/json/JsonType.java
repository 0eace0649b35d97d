package io.millrace.query.parse.json;

/// What stands at a place of a JSON text.
enum JsonType {
  STRING,
  NUMBER,
  BOOLEAN,
  NULL,
  OBJECT,
  ARRAY,
  /// Nothing that is JSON: [JsonScanner#fault()] says why.
  FAULT
}
