package io.millrace.query.parse.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A path into a JSON text: `a.b[0]["c d"]`.
public record JsonPath(List<Step> steps) {
  public JsonPath {
    steps = List.copyOf(steps);
  }

  /// One step down.
  public sealed interface Step {
    /// Into the member of an object.
    record Member(byte[] key) implements Step {}

    /// Into the element of an array, from 0.
    record Element(int index) implements Step {}
  }

  /// Reads a path.
  ///
  /// @throws IllegalArgumentException if it is none, with the message of Loki's parser
  public static JsonPath parse(String text) {
    return new Reader(text).read();
  }

  private static final class Reader {
    private final String text;
    private final List<Step> steps = new ArrayList<>();
    private int at;

    Reader(String text) {
      this.text = text;
    }

    JsonPath read() {
      boolean first = true;
      skipBlanks();
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '[') {
          at++;
          bracket();
        } else if (c == '.' && !first) {
          at++;
          skipBlanks();
          field();
        } else if (first) {
          field();
        } else {
          throw unexpected();
        }
        first = false;
        skipBlanks();
      }
      if (steps.isEmpty()) {
        throw unexpected();
      }
      return new JsonPath(steps);
    }

    private void bracket() {
      skipBlanks();
      if (at < text.length() && text.charAt(at) == '"') {
        steps.add(new Step.Member(quoted().getBytes(StandardCharsets.UTF_8)));
      } else {
        int start = at;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
          at++;
        }
        if (start == at || at - start > 9) {
          throw unexpected();
        }
        steps.add(new Step.Element(Integer.parseInt(text, start, at, 10)));
      }
      skipBlanks();
      if (at >= text.length() || text.charAt(at) != ']') {
        throw unexpected();
      }
      at++;
    }

    private String quoted() {
      StringBuilder key = new StringBuilder();
      at++;
      while (at < text.length() && text.charAt(at) != '"') {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          at++;
        }
        key.append(text.charAt(at++));
      }
      if (at >= text.length()) {
        throw unexpected();
      }
      at++;
      return key.toString();
    }

    private void field() {
      int start = at;
      while (at < text.length() && isFieldPart(text.charAt(at), at == start)) {
        at++;
      }
      if (start == at) {
        throw unexpected();
      }
      steps.add(new Step.Member(text.substring(start, at).getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean isFieldPart(char c, boolean first) {
      return c == '_'
          || c == '@'
          || (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (!first && ((c >= '0' && c <= '9') || c == '-'));
    }

    private void skipBlanks() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }

    private IllegalArgumentException unexpected() {
      String found =
          at >= text.length()
              ? "$end"
              : switch (text.charAt(at)) {
                case '.' -> "DOT";
                case '[' -> "LSB";
                case ']' -> "RSB";
                case '"' -> "STRING";
                default -> Character.isDigit(text.charAt(at)) ? "INDEX" : "FIELD";
              };
      return new IllegalArgumentException("syntax error: unexpected " + found);
    }
  }
}
