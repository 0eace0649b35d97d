package io.millrace.standalone.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.runtime.SettingsException;
import io.millrace.standalone.node.Target.Role;
import org.junit.jupiter.api.Test;

class TargetTest {
  @Test
  void parse_joinsGroupsAndServices() {
    assertThat(Target.parse("all")).containsExactlyInAnyOrder(Role.values());
    assertThat(Target.parse("write"))
        .containsExactlyInAnyOrder(Role.PUSH_GATEWAY, Role.STREAM_INGESTER);
    assertThat(Target.parse("read, chunk-flusher"))
        .containsExactlyInAnyOrder(Role.QUERY_SERVICE, Role.CHUNK_FLUSHER);
  }

  @Test
  void parse_namesWhatThereIs() {
    assertThatThrownBy(() -> Target.parse("querier"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("push-gateway")
        .hasMessageEndingWith("found 'querier'");
  }
}
