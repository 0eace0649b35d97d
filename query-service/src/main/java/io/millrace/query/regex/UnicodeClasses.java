package io.millrace.query.regex;

import java.util.Locale;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The classes that have names: `[:alpha:]`, `\d`, `\p{Greek}`.
final class UnicodeClasses {
  private UnicodeClasses() {}

  /// The class of a Perl escape (`d`, `s`, `w`), or null.
  static int @Nullable [] perl(int letter) {
    return switch (letter) {
      case 'd' -> new int[] {'0', '9'};
      case 's' -> new int[] {'\t', '\n', '\f', '\r', ' ', ' '};
      case 'w' -> new int[] {'0', '9', 'A', 'Z', '_', '_', 'a', 'z'};
      default -> null;
    };
  }

  /// The class of a POSIX name such as `alpha`, or null.
  static int @Nullable [] posix(String name) {
    return switch (name) {
      case "alnum" -> new int[] {'0', '9', 'A', 'Z', 'a', 'z'};
      case "alpha" -> new int[] {'A', 'Z', 'a', 'z'};
      case "ascii" -> new int[] {0, 0x7f};
      case "blank" -> new int[] {'\t', '\t', ' ', ' '};
      case "cntrl" -> new int[] {0, 0x1f, 0x7f, 0x7f};
      case "digit" -> new int[] {'0', '9'};
      case "graph" -> new int[] {'!', '~'};
      case "lower" -> new int[] {'a', 'z'};
      case "print" -> new int[] {' ', '~'};
      case "punct" -> new int[] {'!', '/', ':', '@', '[', '`', '{', '~'};
      case "space" -> new int[] {'\t', '\r', ' ', ' '};
      case "upper" -> new int[] {'A', 'Z'};
      case "word" -> new int[] {'0', '9', 'A', 'Z', '_', '_', 'a', 'z'};
      case "xdigit" -> new int[] {'0', '9', 'A', 'F', 'a', 'f'};
      default -> null;
    };
  }

  /// The class of a category or a script such as `L`, `Lu` or `Greek`, or null.
  static int @Nullable [] unicode(String name) {
    if (name.equals("Any")) {
      return new int[] {0, RuneRanges.MAX_RUNE};
    }
    IntPredicate category = category(name);
    if (category != null) {
      return collect(category);
    }
    for (Character.UnicodeScript script : Character.UnicodeScript.values()) {
      if (script != Character.UnicodeScript.UNKNOWN && scriptName(script).equals(name)) {
        return collect(rune -> Character.UnicodeScript.of(rune) == script);
      }
    }
    return null;
  }

  private static String scriptName(Character.UnicodeScript script) {
    if (script == Character.UnicodeScript.SIGNWRITING) {
      return "SignWriting";
    }
    StringBuilder name = new StringBuilder(script.name().toLowerCase(Locale.ROOT));
    for (int i = 0; i < name.length(); i++) {
      if (i == 0 || name.charAt(i - 1) == '_') {
        name.setCharAt(i, Character.toUpperCase(name.charAt(i)));
      }
    }
    return name.toString();
  }

  private static @Nullable IntPredicate category(String name) {
    if (name.length() == 1) {
      char group = name.charAt(0);
      return "LMNPSZC".indexOf(group) < 0
          ? null
          : rune -> categoryName(Character.getType(rune)).charAt(0) == group;
    }
    boolean known = false;
    for (int type = 1; type <= Character.FINAL_QUOTE_PUNCTUATION; type++) {
      known |= categoryName(type).equals(name);
    }
    return known ? rune -> categoryName(Character.getType(rune)).equals(name) : null;
  }

  private static String categoryName(int type) {
    return switch (type) {
      case Character.UPPERCASE_LETTER -> "Lu";
      case Character.LOWERCASE_LETTER -> "Ll";
      case Character.TITLECASE_LETTER -> "Lt";
      case Character.MODIFIER_LETTER -> "Lm";
      case Character.OTHER_LETTER -> "Lo";
      case Character.NON_SPACING_MARK -> "Mn";
      case Character.ENCLOSING_MARK -> "Me";
      case Character.COMBINING_SPACING_MARK -> "Mc";
      case Character.DECIMAL_DIGIT_NUMBER -> "Nd";
      case Character.LETTER_NUMBER -> "Nl";
      case Character.OTHER_NUMBER -> "No";
      case Character.SPACE_SEPARATOR -> "Zs";
      case Character.LINE_SEPARATOR -> "Zl";
      case Character.PARAGRAPH_SEPARATOR -> "Zp";
      case Character.CONTROL -> "Cc";
      case Character.FORMAT -> "Cf";
      case Character.PRIVATE_USE -> "Co";
      case Character.SURROGATE -> "Cs";
      case Character.DASH_PUNCTUATION -> "Pd";
      case Character.START_PUNCTUATION -> "Ps";
      case Character.END_PUNCTUATION -> "Pe";
      case Character.CONNECTOR_PUNCTUATION -> "Pc";
      case Character.OTHER_PUNCTUATION -> "Po";
      case Character.INITIAL_QUOTE_PUNCTUATION -> "Pi";
      case Character.FINAL_QUOTE_PUNCTUATION -> "Pf";
      case Character.MATH_SYMBOL -> "Sm";
      case Character.CURRENCY_SYMBOL -> "Sc";
      case Character.MODIFIER_SYMBOL -> "Sk";
      case Character.OTHER_SYMBOL -> "So";
      default -> "--";
    };
  }

  private static int[] collect(IntPredicate predicate) {
    RuneRanges found = new RuneRanges();
    int start = -1;
    for (int rune = 0; rune <= RuneRanges.MAX_RUNE; rune++) {
      boolean in = predicate.test(rune);
      if (in && start < 0) {
        start = rune;
      } else if (!in && start >= 0) {
        found.add(start, rune - 1);
        start = -1;
      }
    }
    if (start >= 0) {
      found.add(start, RuneRanges.MAX_RUNE);
    }
    return found.ranges();
  }
}
