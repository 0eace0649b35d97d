package io.millrace.store.objectstore.s3;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How to reach a bucket. Without an endpoint it is Amazon's; without keys the SDK looks for
/// credentials where it always does (environment, profile, role of the machine).
///
/// `prefix` is empty or ends with `/`, and stands in front of the name of each object.
public record S3Settings(
    String bucket,
    String prefix,
    Optional<URI> endpoint,
    Optional<String> region,
    Optional<Keys> keys,
    boolean pathStyle) {
  private static final String ENDPOINT = "endpoint";
  private static final String REGION = "region";
  private static final String ACCESS_KEY = "access.key";
  private static final String SECRET_KEY = "secret.key";
  private static final String PATH_STYLE = "path.style";

  /// An access key with its secret.
  public record Keys(String access, String secret) {
    @Override
    public String toString() {
      return "Keys[access=%s]".formatted(access);
    }
  }

  /// From `s3://bucket[/prefix]` and the settings below `s3.`, without that prefix: `endpoint`,
  /// `region`, `access.key`, `secret.key`, `path.style` (default: true with an endpoint).
  ///
  /// @throws IllegalArgumentException naming what does not fit
  public static S3Settings from(URI uri, Map<String, String> settings) {
    var unknown = new TreeSet<>(settings.keySet());
    for (String key : new String[] {ENDPOINT, REGION, ACCESS_KEY, SECRET_KEY, PATH_STYLE}) {
      unknown.remove(key);
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("unknown setting 's3.%s'".formatted(unknown.first()));
    }
    @Nullable String bucket = uri.getAuthority();
    if (bucket == null) {
      throw new IllegalArgumentException(
          "object store needs s3://bucket or s3://bucket/prefix, found '%s'".formatted(uri));
    }
    Optional<URI> endpoint = Optional.ofNullable(settings.get(ENDPOINT)).map(URI::create);
    return new S3Settings(
        bucket,
        prefix(uri.getPath()),
        endpoint,
        Optional.ofNullable(settings.get(REGION)),
        keys(settings.get(ACCESS_KEY), settings.get(SECRET_KEY)),
        pathStyle(settings.get(PATH_STYLE), endpoint.isPresent()));
  }

  private static String prefix(String path) {
    String inner = path.replaceAll("^/+|/+$", "");
    return inner.isEmpty() ? "" : inner + "/";
  }

  private static Optional<Keys> keys(@Nullable String access, @Nullable String secret) {
    if ((access == null) != (secret == null)) {
      throw new IllegalArgumentException("s3.access.key and s3.secret.key need each other");
    }
    return access == null || secret == null
        ? Optional.empty()
        : Optional.of(new Keys(access, secret));
  }

  private static boolean pathStyle(@Nullable String value, boolean fallback) {
    return switch (value) {
      case null -> fallback;
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              "s3.path.style needs true or false, found '%s'".formatted(value));
    };
  }
}
