package io.millrace.gateway.validate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.gateway.decode.DecodeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MetadataNamesTest {
  @ParameterizedTest
  @CsvSource({
    "trace_id,trace_id",
    "k8s.pod.name,k8s_pod_name",
    "a..b--c,a_b_c",
    "a__b,a_b",
    "__a,_a",
    "_a,_a",
    "a_,a_",
    "1st,key_1st",
    "__x__,__x__",
    "__x.y__,__x_y__",
    "é1,_1",
  })
  void name_isNormalized(String name, String normal) throws DecodeException {
    byte[] bytes = name.getBytes(UTF_8);

    assertThat(new String(MetadataNames.normalize(bytes, 0, bytes.length), UTF_8))
        .isEqualTo(normal);
    if (MetadataNames.isNormal(bytes, 0, bytes.length)) {
      assertThat(normal).isEqualTo(name);
    }
  }

  @Test
  void name_ofWhichNothingIsLeftFailsThePush() {
    assertThatThrownBy(() -> MetadataNames.normalize(new byte[0], 0, 0))
        .isInstanceOf(DecodeException.class)
        .hasMessage("label name is empty");
    assertThatThrownBy(() -> MetadataNames.normalize("...".getBytes(UTF_8), 0, 3))
        .hasMessage("normalization for label name \"...\" resulted in invalid name \"_\"");
  }
}
