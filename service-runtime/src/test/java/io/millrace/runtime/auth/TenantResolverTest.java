package io.millrace.runtime.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.runtime.Settings;
import io.millrace.runtime.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TenantResolverTest {
  /// The digest of `secret`.
  private static final String DIGEST =
      "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

  @Test
  void off_ignoresTheHeader() {
    var resolver = resolver(Map.of());

    assertThat(resolver.resolve(Right.WRITE, Map.of("X-Scope-OrgID", "a")::get))
        .isEqualTo(new Access.Granted("fake"));
  }

  @Test
  void header_namesTheTenant() {
    var resolver = resolver(Map.of("auth.mode", "header"));

    assertThat(resolver.resolve(Right.READ, Map.of("X-Scope-OrgID", "a")::get))
        .isEqualTo(new Access.Granted("a"));
    assertThat(resolver.resolve(Right.READ, Map.<String, String>of()::get))
        .isEqualTo(new Access.Denied(401, "no org id"));
  }

  @Test
  void token_opensItsTenantOnly() {
    var resolver = resolver(Map.of("auth.mode", "tokens", "auth.token.ci", DIGEST + " acme write"));
    String basic = Base64.getEncoder().encodeToString("anyone:secret".getBytes(UTF_8));

    assertThat(ask(resolver, Right.WRITE, "Bearer secret")).isEqualTo(new Access.Granted("acme"));
    assertThat(ask(resolver, Right.WRITE, "Basic " + basic)).isEqualTo(new Access.Granted("acme"));
    assertThat(ask(resolver, Right.READ, "Bearer secret"))
        .isEqualTo(new Access.Denied(403, "token may not read"));
    assertThat(ask(resolver, Right.WRITE, "Bearer Secret"))
        .isEqualTo(new Access.Denied(401, "unknown token"));
    assertThat(ask(resolver, Right.WRITE, "Basic %%%"))
        .isEqualTo(new Access.Denied(401, "no token: send Authorization: Bearer or Basic"));
    Map<String, String> foreign =
        Map.of("Authorization", "Bearer secret", "X-Scope-OrgID", "other");
    assertThat(resolver.resolve(Right.WRITE, foreign::get))
        .isEqualTo(new Access.Denied(403, "token does not open tenant 'other'"));
  }

  @Test
  void tokens_comeFromAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("tokens");
    Files.writeString(file, "# who may do what\n\n%s acme read,write\n".formatted(DIGEST));

    var resolver = resolver(Map.of("auth.mode", "tokens", "auth.tokens.file", file.toString()));

    assertThat(ask(resolver, Right.READ, "Bearer secret")).isEqualTo(new Access.Granted("acme"));
  }

  @Test
  void brokenSettings_areRefused() {
    assertThatThrownBy(() -> resolver(Map.of("auth.mode", "on")))
        .isInstanceOf(SettingsException.class)
        .hasMessage("auth.mode needs off, header or tokens, found 'on'");
    assertThatThrownBy(() -> resolver(Map.of("auth.mode", "tokens")))
        .hasMessageContaining("at least one token");
    assertThatThrownBy(
            () -> resolver(Map.of("auth.mode", "tokens", "auth.token.ci", DIGEST + " acme admin")))
        .hasMessage("auth.token.ci needs rights read, write or read,write, found 'admin'");
    assertThatThrownBy(
            () -> resolver(Map.of("auth.mode", "tokens", "auth.token.ci", "secret acme read")))
        .hasMessage(
            "auth.token.ci needs a sha-256 digest of 64 hexadecimal digits, found 6 characters");
  }

  private static TenantResolver resolver(Map<String, String> settings) {
    return TenantResolver.from(new Settings(new HashMap<>(settings)));
  }

  private static Access ask(TenantResolver resolver, Right right, String authorization) {
    return resolver.resolve(right, Map.of("Authorization", authorization)::get);
  }
}
