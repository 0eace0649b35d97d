package io.millrace.query.template;

import io.millrace.query.template.Node.Statement;
import java.util.List;
import java.util.Map;

/// A template as a tree, and those defined inside it.
///
/// @param text the template as bytes, for the places in messages
record ParsedTemplate(
    String name, String text, List<Statement> root, Map<String, List<Statement>> definitions) {
  ParsedTemplate {
    root = List.copyOf(root);
    definitions = Map.copyOf(definitions);
  }
}
