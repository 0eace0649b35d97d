package io.millrace.query.template.format;

/// The flags, the width and the precision of one verb. -1 is none.
record FormatFlags(
    boolean sharp,
    boolean zero,
    boolean plus,
    boolean minus,
    boolean space,
    int width,
    int precision) {
  static final FormatFlags NONE = new FormatFlags(false, false, false, false, false, -1, -1);

  /// Pads a text to the width, which counts characters.
  String pad(String text) {
    return pad(text, zero && !minus ? '0' : ' ');
  }

  String padWithBlanks(String text) {
    return pad(text, ' ');
  }

  private String pad(String text, char filler) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      length += (text.charAt(i) & 0xc0) == 0x80 ? 0 : 1;
    }
    if (width <= length) {
      return text;
    }
    String padding = String.valueOf(filler).repeat(width - length);
    return minus ? text + padding : padding + text;
  }
}
