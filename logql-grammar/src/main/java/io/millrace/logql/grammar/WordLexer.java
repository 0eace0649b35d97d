package io.millrace.logql.grammar;

import io.millrace.logql.literal.ByteSize;
import io.millrace.logql.literal.GoDuration;
import io.millrace.logql.literal.PrometheusDuration;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.Lexer;

/// The decisions of the lexer that look beyond the word at hand.
///
/// Each method runs at the end of a rule: it may read on, and may change the type of the token.
public abstract class WordLexer extends Lexer {
  protected WordLexer(CharStream input) {
    super(input);
  }

  /// The name of a function is one only before `(`, `by (` or `without (`.
  protected final void functionOrLabel() {
    int next = skipBlanks(1);
    int afterBy = wordEnd(next, "by");
    int afterWithout = wordEnd(next, "without");
    int open = afterBy > 0 ? afterBy : afterWithout > 0 ? afterWithout : next;
    if (_input.LA(skipBlanks(open)) != '(') {
      setType(LogQlLexer.IDENTIFIER);
    }
  }

  /// Reads on to the end of a number, and takes it for a duration or a size if one ends there.
  protected final void number() {
    boolean sound = readNumber();
    String digits = getText();
    int duration = run("nuµμmshdwy");
    if (duration > 0 && isDuration(digits + ahead(duration))) {
      read(duration);
      setType(LogQlLexer.DURATION);
      return;
    }
    int size = run("BikKMGTP");
    if (size > 0 && ByteSize.parse(digits + ahead(size)).isPresent()) {
      read(size);
      setType(LogQlLexer.BYTES);
      return;
    }
    if (!sound) {
      setType(LogQlLexer.BAD_NUMBER);
    }
  }

  /// A minus that touches a duration belongs to it.
  protected final void minusOrDuration() {
    int duration = run("nuµμmshdwy");
    if (duration > 0 && isDuration("-" + ahead(duration))) {
      read(duration);
      setType(LogQlLexer.DURATION);
    }
  }

  /// Whether `text` is a duration, of Prometheus or of Go. It must end in a unit: `-0` is a number.
  private static boolean isDuration(String text) {
    if (Character.isDigit(text.charAt(text.length() - 1))) {
      return false;
    }
    try {
      return PrometheusDuration.parse(text) >= 0;
    } catch (IllegalArgumentException e) {
      return GoDuration.parse(text).isPresent();
    }
  }

  /// Reads the rest of a number. Returns whether it is well formed.
  private boolean readNumber() {
    boolean fraction = getText().startsWith(".");
    boolean leadingZero = getText().equals("0");
    int prefix = leadingZero ? Character.toLowerCase(_input.LA(1)) : 0;
    int base = prefix == 'x' ? 16 : prefix == 'o' ? 8 : prefix == 'b' ? 2 : 10;
    if (base != 10 && Character.digit(_input.LA(2), base) < 0) {
      base = 10;
    } else if (base != 10) {
      read(1);
    }
    readDigits(base);
    if (_input.LA(1) == '.' && !fraction && (base == 10 || base == 16)) {
      fraction = true;
      read(1);
      readDigits(base);
    }
    int exponent = Character.toLowerCase(_input.LA(1));
    boolean hasExponent = exponent == (base == 16 ? 'p' : 'e') && base != 8 && base != 2;
    if (hasExponent) {
      read(1);
      if (_input.LA(1) == '+' || _input.LA(1) == '-') {
        read(1);
      }
      if (!isDigit(_input.LA(1))) {
        return false;
      }
      readDigits(10);
    }
    String text = getText();
    boolean suspect = leadingZero || base == 16 || text.indexOf('_') >= 0;
    boolean octal = leadingZero && base == 10 && !fraction && !hasExponent;
    return !suspect || NumberFault.of(text, octal).isEmpty();
  }

  private void readDigits(int base) {
    while (_input.LA(1) == '_'
        || (_input.LA(1) < 0x80 && Character.digit(_input.LA(1), base) >= 0)) {
      read(1);
    }
  }

  /// How many of the next characters are digits, dots or one of `letters`.
  private int run(String letters) {
    int length = 0;
    while (true) {
      int c = _input.LA(length + 1);
      if (c == IntStream.EOF || !(c == '.' || isDigit(c) || letters.indexOf(c) >= 0)) {
        return length;
      }
      length++;
    }
  }

  private String ahead(int length) {
    var text = new StringBuilder(length);
    for (int i = 1; i <= length; i++) {
      text.appendCodePoint(_input.LA(i));
    }
    return text.toString();
  }

  private void read(int length) {
    for (int i = 0; i < length; i++) {
      getInterpreter().consume(_input);
    }
  }

  /// The first offset from `offset` that holds no blank.
  private int skipBlanks(int offset) {
    int at = offset;
    while (_input.LA(at) != IntStream.EOF && Character.isWhitespace(_input.LA(at))) {
      at++;
    }
    return at;
  }

  /// The offset after `word` if it stands at `offset`, or -1.
  private int wordEnd(int offset, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (Character.toLowerCase(_input.LA(offset + i)) != word.charAt(i)) {
        return -1;
      }
    }
    return offset + word.length();
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
