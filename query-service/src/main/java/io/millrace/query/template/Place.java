package io.millrace.query.template;

import org.jspecify.annotations.Nullable;

/// Where in a template an execution is, for its messages.
final class Place {
  private final ParsedTemplate template;
  private String current;
  private @Nullable Node node;

  Place(ParsedTemplate template) {
    this.template = template;
    this.current = template.name();
  }

  void at(Node place) {
    node = place;
  }

  /// Goes into a template; returns the name of the one before.
  String enter(String name) {
    String before = current;
    current = name;
    return before;
  }

  /// An error at this place.
  TemplateException error(String message) {
    Node where = node;
    if (where == null) {
      return new TemplateException("template: " + current + ": " + message);
    }
    String before = template.text().substring(0, where.position());
    int column = before.length() - (before.lastIndexOf('\n') + 1);
    long line = 1 + before.chars().filter(c -> c == '\n').count();
    return new TemplateException(
        "template: %s:%d:%d: executing \"%s\" at <%s>: %s"
            .formatted(
                template.name(),
                line,
                column,
                current,
                GoString.decode(where.print()),
                GoString.decode(message)));
  }
}
