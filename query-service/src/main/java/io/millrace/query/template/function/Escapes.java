package io.millrace.query.template.function;

import io.millrace.query.template.GoString;
import io.millrace.query.value.GoQuote;
import io.millrace.query.value.ValueSyntaxException;

/// Texts made safe for HTML, JavaScript and URLs. Bytes in, bytes out.
final class Escapes {
  private Escapes() {}

  static String html(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case 0 -> out.append(GoString.encode("\ufffd"));
        case '"' -> out.append("&#34;");
        case '\'' -> out.append("&#39;");
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  static String javascript(String text) {
    StringBuilder out = new StringBuilder();
    GoString.decode(text)
        .codePoints()
        .forEach(
            rune -> {
              switch (rune) {
                case '\\' -> out.append("\\\\");
                case '\'' -> out.append("\\'");
                case '"' -> out.append("\\\"");
                case '<', '>', '&', '=' -> out.append("\\u%04X".formatted(rune));
                default -> {
                  if (rune < ' ' || !GoQuote.isPrintable(rune)) {
                    out.append("\\u%04X".formatted(rune));
                  } else {
                    out.append(GoString.encode(Character.toString(rune)));
                  }
                }
              }
            });
    return out.toString();
  }

  /// Go's `url.QueryEscape`.
  static String query(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-_.~".indexOf(c) >= 0;
      if (plain) {
        out.append(c);
      } else if (c == ' ') {
        out.append('+');
      } else {
        out.append("%%%02X".formatted((int) c));
      }
    }
    return out.toString();
  }

  /// Go's `url.QueryUnescape`.
  static String unquery(String text) throws ValueSyntaxException {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '+') {
        out.append(' ');
      } else if (c != '%') {
        out.append(c);
      } else {
        int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
        int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          String rest = text.substring(i, Math.min(text.length(), i + 3));
          throw new ValueSyntaxException("invalid URL escape " + GoQuote.quote(rest));
        }
        out.append((char) (high << 4 | low));
        i += 2;
      }
    }
    return out.toString();
  }
}
