package io.millrace.standalone.node;

import io.millrace.runtime.SettingsException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What a process can be asked to be: one role, or a group of roles.
public enum Target {
  ALL(Role.values()),
  WRITE(Role.PUSH_GATEWAY, Role.STREAM_INGESTER),
  READ(Role.QUERY_SERVICE),
  BACKEND(Role.CHUNK_FLUSHER),
  PUSH_GATEWAY(Role.PUSH_GATEWAY),
  STREAM_INGESTER(Role.STREAM_INGESTER),
  CHUNK_FLUSHER(Role.CHUNK_FLUSHER),
  QUERY_SERVICE(Role.QUERY_SERVICE);

  /// A service of ours, in the order in which they start: what holds data before what asks for it.
  public enum Role {
    STREAM_INGESTER,
    CHUNK_FLUSHER,
    QUERY_SERVICE,
    PUSH_GATEWAY
  }

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<Role> roles;

  Target(Role... roles) {
    this.roles = List.of(roles);
  }

  /// The roles of a comma-separated list of targets.
  public static Set<Role> parse(String targets) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : targets.split(",", -1)) {
      roles.addAll(named(name.strip()).roles);
    }
    return Collections.unmodifiableSet(roles);
  }

  private static Target named(String name) {
    return Arrays.stream(values())
        .filter(target -> target.text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new SettingsException(
                    "--target needs one or more of %s, found '%s'".formatted(names(), name)));
  }

  static String names() {
    return Arrays.stream(values()).map(Target::text).collect(Collectors.joining(", "));
  }

  private String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
