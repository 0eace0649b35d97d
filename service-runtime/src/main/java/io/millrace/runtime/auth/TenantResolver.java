package io.millrace.runtime.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.runtime.Settings;
import io.millrace.runtime.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds the tenant of a request by the rule of `auth.mode`. Safe for use by many threads.
public final class TenantResolver {
  /// The tenant of every request where authentication is off.
  public static final String TENANT_WITHOUT_AUTH = "fake";

  /// The header that names the tenant.
  public static final String TENANT_HEADER = "X-Scope-OrgID";

  private static final Access NO_ORG_ID = new Access.Denied(401, "no org id");

  private enum Mode {
    OFF,
    HEADER,
    TOKENS
  }

  private final Mode mode;
  private final Map<String, TokenGrant> grants;

  private TenantResolver(Mode mode, Map<String, TokenGrant> grants) {
    this.mode = mode;
    this.grants = Map.copyOf(grants);
  }

  /// Reads `auth.mode`, `auth.tokens.file` and `auth.token.*`.
  ///
  /// @throws SettingsException if one of them cannot be used
  public static TenantResolver from(Settings settings) {
    String mode = settings.text("auth.mode", "off");
    Optional<String> file = settings.find("auth.tokens.file");
    Map<String, String> inline = settings.under("auth.token.");
    return switch (mode) {
      case "off" -> new TenantResolver(Mode.OFF, Map.of());
      case "header" -> new TenantResolver(Mode.HEADER, Map.of());
      case "tokens" -> new TenantResolver(Mode.TOKENS, grants(file, inline));
      default ->
          throw new SettingsException(
              "auth.mode needs off, header or tokens, found '%s'".formatted(mode));
    };
  }

  /// `header` gives the value of a request's header by name, or null where it has none.
  public Access resolve(Right right, Function<String, @Nullable String> header) {
    return switch (mode) {
      case OFF -> new Access.Granted(TENANT_WITHOUT_AUTH);
      case HEADER -> {
        String tenant = header.apply(TENANT_HEADER);
        yield tenant == null || tenant.isEmpty() ? NO_ORG_ID : new Access.Granted(tenant);
      }
      case TOKENS -> byToken(right, header);
    };
  }

  private Access byToken(Right right, Function<String, @Nullable String> header) {
    Optional<String> token = token(header.apply("Authorization"));
    if (token.isEmpty()) {
      return new Access.Denied(401, "no token: send Authorization: Bearer or Basic");
    }
    TokenGrant grant = grants.get(digest(token.get()));
    if (grant == null) {
      return new Access.Denied(401, "unknown token");
    }
    if (!grant.rights().contains(right)) {
      return new Access.Denied(
          403,
          switch (right) {
            case READ -> "token may not read";
            case WRITE -> "token may not write";
          });
    }
    String asked = header.apply(TENANT_HEADER);
    if (asked != null && !asked.isEmpty() && !asked.equals(grant.tenant())) {
      return new Access.Denied(403, "token does not open tenant '%s'".formatted(asked));
    }
    return new Access.Granted(grant.tenant());
  }

  private static Optional<String> token(@Nullable String authorization) {
    if (authorization == null) {
      return Optional.empty();
    }
    if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return Optional.of(authorization.substring(7).strip());
    }
    if (authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      return password(authorization.substring(6).strip());
    }
    return Optional.empty();
  }

  private static Optional<String> password(String credentials) {
    try {
      String decoded = new String(Base64.getDecoder().decode(credentials), UTF_8);
      int colon = decoded.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(decoded.substring(colon + 1));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static String digest(String token) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, TokenGrant> grants(Optional<String> file, Map<String, String> inline) {
    List<TokenGrant> all = new ArrayList<>();
    inline.forEach((name, text) -> all.add(TokenGrant.parse("auth.token." + name, text)));
    file.ifPresent(path -> all.addAll(readFile(Path.of(path))));
    if (all.isEmpty()) {
      throw new SettingsException(
          "auth.mode tokens needs auth.tokens.file or auth.token.NAME with at least one token");
    }
    Map<String, TokenGrant> byDigest = new HashMap<>();
    all.forEach(grant -> byDigest.put(grant.digest(), grant));
    return byDigest;
  }

  private static List<TokenGrant> readFile(Path path) {
    List<TokenGrant> grants = new ArrayList<>();
    try {
      int number = 0;
      for (String line : Files.readAllLines(path)) {
        number++;
        if (!line.isBlank() && !line.startsWith("#")) {
          grants.add(TokenGrant.parse("%s line %d".formatted(path, number), line));
        }
      }
    } catch (IOException e) {
      throw new SettingsException("auth.tokens.file cannot be read: %s".formatted(e.getMessage()));
    }
    return grants;
  }
}
