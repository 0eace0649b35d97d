package io.millrace.query.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.store.filter.TextQuery;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {
  private static final String[] ATOMS = {
    "a",
    "b",
    "ab",
    "[ab]",
    "[^a]",
    ".",
    "\\d",
    "\\w",
    "\\s",
    "\\b",
    "\\B",
    "^",
    "$",
    "é",
    "[à-ü]",
    "(?i:k)",
    "(?i:AbS)",
    "(?s:.)",
    "(?m:^)",
    "(?m:$)",
    "x{2}",
    "[[:alpha:]]",
    "\\pL",
    "\\PL",
    "0",
    "(?i:ß)",
    "\\x{1F600}",
    "[^\\x00-\\x{10FFFF}]",
    "err",
    "error",
    "\\.",
    "K",
    "1",
    " ",
    "\\n"
  };
  private static final String[] TEXTS = {
    "a", "b", "ab", "é", "ü", " ", "\n", "k", "K", "\u212a", "ſ", "s", "x", "0", "1", "ß", "ẞ",
    "😀", "err", "error", ".", "_", "日"
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void find_agreesWithRe2j(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 400; round++) {
      String pattern = pattern(random, 3);
      com.google.re2j.Pattern oracle = com.google.re2j.Pattern.compile(pattern);
      Regex regex = Regex.compile(pattern);
      RegexMatcher matcher = regex.newMatcher();
      Simulation simulation = new Simulation(ProgramBuilder.build(regex.tree(), pattern));
      for (int i = 0; i < 12; i++) {
        String text = text(random);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        boolean found = matcher.find(bytes, 0, bytes.length);

        assertThat(found)
            .as("seed %d round %d /%s/ on '%s'", seed, round, pattern, text)
            .isEqualTo(oracle.matcher(text).find());
        assertThat(simulation.find(bytes, 0, bytes.length))
            .as("simulation, seed %d round %d /%s/ on '%s'", seed, round, pattern, text)
            .isEqualTo(found);
        if (found) {
          assertThat(holds(regex.requirement(), text))
              .as("%s of /%s/ on '%s'", regex.requirement(), pattern, text)
              .isTrue();
        }
      }
    }
  }

  @Test
  void find_ignoresCaseAsRe2Does() {
    for (int rune = 1; rune < 0x1e950; rune++) {
      for (int variant : CaseFolding.variants(rune)) {
        if (isNewerThanRe2j(rune) || isNewerThanRe2j(variant)) {
          continue;
        }
        assertThat(
                com.google.re2j.Pattern.compile("(?i)^" + Character.toString(rune) + "$")
                    .matcher(Character.toString(variant))
                    .find())
            .as("%x %x", rune, variant)
            .isTrue();
      }
    }
    assertThat(found("(?i)istanbul", "İstanbul")).isFalse();
    assertThat(found("(?i)ıstanbul", "ISTANBUL")).isFalse();
  }

  @Test
  void find_takesAByteThatIsNotUtf8AsOneReplacementCharacter() {
    byte[] text = {'a', (byte) 0xff, (byte) 0xe2, (byte) 0x82, 'b'};

    assertThat(Regex.compile("^a...b$").newMatcher().find(text, 0, 5)).isTrue();
    assertThat(Regex.compile("^a..b$").newMatcher().find(text, 0, 5)).isFalse();
    assertThat(Regex.compile("a\\x{fffd}").newMatcher().find(text, 0, 5)).isTrue();
    assertThat(Regex.compile("^a[^b]+b$").newMatcher().find(text, 0, 5)).isTrue();
  }

  @Test
  void find_neverBlowsUp() {
    Regex bomb = Regex.compile("(a|b|[0-9a-f])*a[0-9a-f]{14}x");
    RegexMatcher matcher = bomb.newMatcher();
    Random random = new Random(7);
    byte[] text = new byte[40_000];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) "0123456789abcdef".charAt(random.nextInt(16));
    }
    long start = System.nanoTime();

    boolean found = matcher.find(text, 0, text.length);

    assertThat(found).isFalse();
    assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    byte[] hit = "a00000000000000x".getBytes(StandardCharsets.UTF_8);
    assertThat(matcher.find(hit, 0, hit.length)).isTrue();
  }

  @Test
  void compile_boundsTheSizeOfTheAutomaton() {
    assertThatThrownBy(() -> Regex.compile("((\\pL{100}){10}){1}((\\pL{100}){10}){1}[^\\pL]{1000}"))
        .isInstanceOf(RegexSyntaxException.class)
        .hasMessageContaining("expression too large");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "[)$~missing closing ]: `[)$`",
        "[~missing closing ]: `[`",
        "a(b~missing closing ): `a(b`",
        "a)b~unexpected ): `a)b`",
        "*a~missing argument to repetition operator: `*`",
        "a|*~missing argument to repetition operator: `*`",
        "a**~invalid nested repetition operator: `**`",
        "a*+~invalid nested repetition operator: `*+`",
        "x{1001}~invalid repeat count: `{1001}`",
        "x{2,1}~invalid repeat count: `{2,1}`",
        "(x{100}){100}~invalid repeat count: `{100}`",
        "[b-a]~invalid character class range: `b-a`",
        "[[:foo:]]~invalid character class range: `[:foo:]`",
        "\\pX~invalid character class range: `\\pX`",
        "\\p{Foo}~invalid character class range: `\\p{Foo}`",
        "\\8~invalid escape sequence: `\\8`",
        "\\1~invalid escape sequence: `\\1`",
        "\\y~invalid escape sequence: `\\y`",
        "(?z)~invalid or unsupported Perl syntax: `(?z`",
        "(?=a)~invalid or unsupported Perl syntax: `(?=`",
        "(?<!a)~invalid named capture: `(?<!a)`",
        "(?P<a-b>x)~invalid named capture: `(?P<a-b>`",
        "a\\~trailing backslash at end of expression: ``",
      })
  void compile_saysWhatGoSays(String pattern, String message) {
    assertThatThrownBy(() -> Regex.compile(pattern)).hasMessage("error parsing regexp: " + message);
  }

  @Test
  void parse_factorsAsGoDoes() {
    assertThat(shape("error|err")).isEqualTo("cat{lit{err}alt{lit{or}emp}}");
    assertThat(shape("bar|baz")).isEqualTo("cat{lit{ba}cc}");
    assertThat(shape("f(oo|ab)")).isEqualTo("cat{lit{f}cap{alt{lit{oo}lit{ab}}}}");
    assertThat(shape("foo|bar")).isEqualTo("alt{lit{foo}lit{bar}}");
    assertThat(shape("a|b|cd")).isEqualTo("alt{cc lit{cd}}");
    assertThat(shape("ab|a|c")).isEqualTo("alt{lit{ab}cc}");
    assertThat(shape("(?:.b)c")).isEqualTo("cat{dot lit{b}lit{c}}");
    assertThat(shape("[Kk]")).isEqualTo("cc");
    assertThat(shape("[Aa]b")).isEqualTo("cat{liti{A}lit{b}}");
    assertThat(shape("(?i)ab1")).isEqualTo("liti{AB1}");
    assertThat(shape("ab*")).isEqualTo("cat{lit{a}star{lit{b}}}");
    assertThat(shape("")).isEqualTo("emp");
    assertThat(shape(".*foo.*|bar")).isEqualTo("alt{cat{star{dot}lit{foo}star{dot}}lit{bar}}");
  }

  @Test
  void requirement_findsWhatCannotBeMissing() {
    assertThat(requirement("(GET|POST) /api/v[12]/[^ ]+ HTTP"))
        .isEqualTo("and[or[GET /api/v1/, GET /api/v2/, POST /api/v1/, POST /api/v2/],  HTTP]");
    assertThat(requirement("(?i)refused")).isEqualTo("and[refu~, ed~]");
    assertThat(requirement("(?i)timeout")).isEqualTo("timeout~");
    assertThat(requirement("\\d+ms$")).isEqualTo("and[or[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], ms]");
    assertThat(requirement("level=(error|warn).*checkout"))
        .isEqualTo("and[or[level=error, level=warn], checkout]");
    assertThat(requirement("foo|.*")).isEqualTo("any");
    assertThat(requirement("(abc)?x")).isEqualTo("or[abcx, x]");
    assertThat(requirement("(abc)*")).isEqualTo("any");
  }

  @Test
  void asLiterals_isThereOnlyWhereNothingElseIsAsked() {
    assertThat(Regex.compile("foo|bar").asLiterals()).isNotNull();
    assertThat(Regex.compile("50[234]").asLiterals()).isNotNull();
    assertThat(Regex.compile("(?i)abc").asLiterals()).isNotNull();
    assertThat(Regex.compile("foo$").asLiterals()).isNull();
    assertThat(Regex.compile("foo.").asLiterals()).isNull();
    assertThat(Regex.compile("(?i)sk").asLiterals()).isNull();
    assertThat(Regex.compile("").asLiterals()).isNull();
  }

  /// Letters whose case Unicode settled after re2j's tables were made.
  private static boolean isNewerThanRe2j(int rune) {
    return rune >= 0x1c80 && rune < 0x1c90;
  }

  private static boolean found(String pattern, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Regex.compile(pattern).newMatcher().find(bytes, 0, bytes.length);
  }

  private static String pattern(Random random, int depth) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      String atom =
          depth > 0 && random.nextInt(4) == 0
              ? "(" + pattern(random, depth - 1) + ")"
              : ATOMS[random.nextInt(ATOMS.length)];
      String repeat =
          switch (random.nextInt(12)) {
            case 0 -> "*";
            case 1 -> "+";
            case 2 -> "?";
            case 3 -> "{1,3}";
            case 4 -> "+?";
            default -> "";
          };
      pattern.append(repeat.isEmpty() ? atom : "(?:" + atom + ")" + repeat);
      if (random.nextInt(6) == 0 && i > 1) {
        pattern.append('|');
      }
    }
    return pattern.toString();
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(9); i > 0; i--) {
      text.append(TEXTS[random.nextInt(TEXTS.length)]);
    }
    return text.toString();
  }

  private static boolean holds(TextQuery query, String text) {
    return switch (query) {
      case TextQuery.Anything _ -> true;
      case TextQuery.Nothing _ -> false;
      case TextQuery.Contains(byte[] literal, boolean ignoreCase) -> {
        String wanted = new String(literal, StandardCharsets.UTF_8);
        yield ignoreCase ? text.toLowerCase(Locale.ROOT).contains(wanted) : text.contains(wanted);
      }
      case TextQuery.AllOf(var parts) -> parts.stream().allMatch(part -> holds(part, text));
      case TextQuery.AnyOf(var parts) -> parts.stream().anyMatch(part -> holds(part, text));
    };
  }

  private static String requirement(String pattern) {
    return print(Regex.compile(pattern).requirement());
  }

  private static String print(TextQuery query) {
    return switch (query) {
      case TextQuery.Anything _ -> "any";
      case TextQuery.Nothing _ -> "none";
      case TextQuery.Contains(byte[] literal, boolean ignoreCase) ->
          new String(literal, StandardCharsets.UTF_8) + (ignoreCase ? "~" : "");
      case TextQuery.AllOf(var parts) -> "and" + parts.stream().map(RegexTest::print).toList();
      case TextQuery.AnyOf(var parts) -> "or" + parts.stream().map(RegexTest::print).toList();
    };
  }

  private static String shape(String pattern) {
    return shape(Regex.parse(pattern));
  }

  private static String shape(Node node) {
    return switch (node) {
      case Node.Empty _ -> "emp";
      case Node.NoMatch _ -> "no";
      case Node.Literal literal -> (literal.fold() ? "liti{" : "lit{") + literal.text() + "}";
      case Node.CharClass _ -> "cc";
      case Node.AnyRune _ -> "any";
      case Node.AnyRuneButNewline _ -> "dot";
      case Node.Assertion(Node.Place place) -> place.name();
      case Node.Capture(_, _, Node sub) -> "cap{" + shape(sub) + "}";
      case Node.Star(Node sub, _) -> "star{" + shape(sub) + "}";
      case Node.Plus(Node sub, _) -> "plus{" + shape(sub) + "}";
      case Node.Quest(Node sub, _) -> "que{" + shape(sub) + "}";
      case Node.Repeat(Node sub, int min, int max, _) ->
          "rep{" + min + "," + max + " " + shape(sub) + "}";
      case Node.Concat(var subs) -> "cat{" + join(subs) + "}";
      case Node.Alternate(var subs) -> "alt{" + join(subs) + "}";
    };
  }

  private static String join(Iterable<Node> subs) {
    StringBuilder all = new StringBuilder();
    for (Node sub : subs) {
      String one = shape(sub);
      boolean gap = !all.isEmpty() && all.charAt(all.length() - 1) != '}';
      all.append(gap ? " " : "").append(one);
    }
    return all.toString();
  }
}
