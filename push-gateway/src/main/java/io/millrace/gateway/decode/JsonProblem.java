package io.millrace.gateway.decode;

/// What can be wrong with the shape of a stream in JSON, in the words of jsonparser.
enum JsonProblem {
  NOT_AN_OBJECT("Value looks like object, but can't find closing '}' symbol"),
  NOT_A_STRING("Value is string, but can't find closing '\"' symbol"),
  NOT_A_NUMBER("Value looks like Number/Boolean/None, but can't find its end: ',' or '}' symbol"),
  OVERFLOW("Value is number, but overflowed while parsing"),
  BAD_ESCAPE("Encountered an invalid escape sequence in a string"),
  MALFORMED("Malformed JSON error"),
  UNKNOWN_TYPE("Unknown value type");

  private final String text;

  JsonProblem(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
