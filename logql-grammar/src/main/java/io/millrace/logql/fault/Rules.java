package io.millrace.logql.fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The rules of `sentences.bnf`. Symbols are numbers: the token types of the lexer, 0 for the end
/// of the text, and above the token types one for each left-hand side.
final class Rules {
  /// `left → right[0] right[1] …`; the precedence is that of its last word, 0 if it has none.
  record Rule(int left, int[] right, int precedence) {}

  /// The end of the text.
  static final int END = 0;

  private final List<Rule> rules = new ArrayList<>();
  private final Map<String, Integer> symbols = new HashMap<>();
  private final Map<Integer, Integer> precedence = new HashMap<>();
  private final int firstNonterminal;
  private int rightAssociative;

  /// @param text the lines of the grammar; the first rule is the one to start with
  /// @param tokens the names of the tokens by type
  Rules(List<String> text, List<String> tokens) {
    firstNonterminal = tokens.size();
    for (int type = 1; type < tokens.size(); type++) {
      symbols.put(tokens.get(type), type);
    }
    for (String line : text) {
      if (line.startsWith("%")) {
        addPrecedence(words(line));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        int colon = line.indexOf(':');
        int left = symbol(line.substring(0, colon));
        for (String alternative : line.substring(colon + 1).split("\\|", -1)) {
          addAlternative(left, alternative);
        }
      }
    }
  }

  List<Rule> all() {
    return rules;
  }

  boolean isWord(int symbol) {
    return symbol < firstNonterminal;
  }

  /// Whether `rule`, finished, is to be reduced although `word` could be shifted.
  boolean bindsTighter(Rule rule, int word) {
    int ahead = precedence.getOrDefault(word, 0);
    if (rule.precedence() == 0 || ahead == 0) {
      return false;
    }
    return rule.precedence() == ahead ? ahead != rightAssociative : rule.precedence() > ahead;
  }

  private void addPrecedence(List<String> line) {
    int level = precedence.values().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
    line.subList(1, line.size()).forEach(word -> precedence.put(symbol(word), level));
    if (line.getFirst().equals("%right")) {
      rightAssociative = level;
    }
  }

  private void addAlternative(int left, String alternative) {
    int open = alternative.indexOf('{');
    if (open < 0) {
      addRule(left, alternative);
      return;
    }
    int close = alternative.indexOf('}');
    for (String choice : words(alternative.substring(open + 1, close))) {
      addRule(left, alternative.substring(0, open) + choice + alternative.substring(close + 1));
    }
  }

  private void addRule(int left, String right) {
    int[] symbolsOfRule = words(right).stream().mapToInt(this::symbol).toArray();
    int level =
        Arrays.stream(symbolsOfRule)
            .filter(this::isWord)
            .map(word -> precedence.getOrDefault(word, 0))
            .reduce(0, (_, last) -> last);
    rules.add(new Rule(left, symbolsOfRule, level));
  }

  private int symbol(String name) {
    return symbols.computeIfAbsent(name, _ -> symbols.size() + 1);
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }
}
