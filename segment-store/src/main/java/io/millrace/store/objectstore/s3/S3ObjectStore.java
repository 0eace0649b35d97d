package io.millrace.store.objectstore.s3;

import io.millrace.store.objectstore.Content;
import io.millrace.store.objectstore.NoSuchObjectException;
import io.millrace.store.objectstore.ObjectName;
import io.millrace.store.objectstore.ObjectStore;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// A bucket behind the S3 protocol, with conditional puts (`If-None-Match: *`), which the server
/// must honour.
///
/// A call makes at most four attempts, of two minutes each at most. A put that reached the server
/// while its answer was lost finds its own object at the next attempt and gives `false`: who needs
/// to know compares what lies there. An object is one PUT, so at most 5 GiB.
public final class S3ObjectStore implements ObjectStore {
  private static final int ATTEMPTS = 4;
  private static final int CONNECTIONS = 128;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofMinutes(2);
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int NOT_FOUND = 404;
  private static final String CONTENT_TYPE = "application/octet-stream";

  private final S3Client client;
  private final String bucket;
  private final String prefix;

  /// Connects lazily: a wrong address shows at the first call.
  public static S3ObjectStore open(S3Settings settings) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(CONNECTIONS)
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .socketTimeout(SILENCE_TIMEOUT))
            .forcePathStyle(settings.pathStyle())
            .overrideConfiguration(
                o ->
                    o.apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                        .retryStrategy(
                            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .retryOnException(S3ObjectStore::isConflict)
                                .build()));
    settings.endpoint().ifPresent(builder::endpointOverride);
    settings.region().ifPresent(region -> builder.region(Region.of(region)));
    if (settings.endpoint().isPresent() && settings.region().isEmpty()) {
      builder.region(Region.US_EAST_1);
    }
    settings
        .keys()
        .ifPresent(
            keys ->
                builder.credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(keys.access(), keys.secret()))));
    return new S3ObjectStore(builder.build(), settings.bucket(), settings.prefix());
  }

  private S3ObjectStore(S3Client client, String bucket, String prefix) {
    this.client = client;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  @Override
  public boolean putIfAbsent(String name, List<ByteBuffer> content) throws IOException {
    String key = key(name);
    long bytes = Content.bytes(content);
    var body =
        RequestBody.fromContentProvider(() -> new BufferInputStream(content), bytes, CONTENT_TYPE);
    try {
      client.putObject(r -> r.bucket(bucket).key(key).ifNoneMatch("*"), body);
      return true;
    } catch (SdkException e) {
      if (status(e) == PRECONDITION_FAILED) {
        return false;
      }
      throw failure("put", name, e);
    }
  }

  @Override
  public byte[] read(String name, long from, int length) throws IOException {
    String key = key(name);
    if (length == 0) {
      Content.checkRange(name, from, length, size(name));
      return new byte[0];
    }
    Content.checkRange(name, from, length, Long.MAX_VALUE);
    try {
      byte[] bytes =
          client.getObject(
              r ->
                  r.bucket(bucket).key(key).range("bytes=%d-%d".formatted(from, from + length - 1)),
              body(length));
      if (bytes.length != length) {
        Content.checkRange(name, from, length, from + bytes.length);
      }
      return bytes;
    } catch (SdkException e) {
      if (status(e) == RANGE_NOT_SATISFIABLE) {
        throw new EOFException(
            "object %s ends before byte %d, asked for %d from there".formatted(name, from, length));
      }
      throw failure("get", name, e);
    }
  }

  @Override
  public long size(String name) throws IOException {
    String key = key(name);
    try {
      return client.headObject(r -> r.bucket(bucket).key(key)).contentLength();
    } catch (SdkException e) {
      throw failure("head", name, e);
    }
  }

  @Override
  public void list(String from, Consumer<StoredObject> each) throws IOException {
    try {
      for (S3Object object :
          client.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix + from)).contents()) {
        each.accept(
            new StoredObject(
                object.key().substring(prefix.length()),
                object.size(),
                object.lastModified().toEpochMilli()));
      }
    } catch (SdkException e) {
      throw failure("list", from, e);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    String key = key(name);
    try {
      client.deleteObject(r -> r.bucket(bucket).key(key));
    } catch (SdkException e) {
      if (status(e) != NOT_FOUND) {
        throw failure("delete", name, e);
      }
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private String key(String name) {
    return prefix + ObjectName.check(name);
  }

  /// Reads the body inside the SDK's attempt, so that a connection that breaks in the middle is
  /// tried again. Reads no more than `length` bytes.
  private static ResponseTransformer<GetObjectResponse, byte[]> body(int length) {
    return (_, in) -> {
      try {
        byte[] bytes = in.readNBytes(length);
        if (in.read() >= 0) {
          in.abort();
        }
        return bytes;
      } catch (InterruptedIOException e) {
        throw AbortedException.create("get was interrupted", e);
      } catch (IOException e) {
        throw RetryableException.create("body broke off: " + e.getMessage(), e);
      }
    };
  }

  /// Two conditional puts of one name at the same time: Amazon asks the loser to look again.
  private static boolean isConflict(Throwable error) {
    return error instanceof S3Exception e && e.statusCode() == CONFLICT;
  }

  private static int status(SdkException e) {
    return e instanceof S3Exception s3 ? s3.statusCode() : 0;
  }

  private IOException failure(String verb, String name, SdkException e) {
    if (status(e) == NOT_FOUND && !"list".equals(verb) && !"put".equals(verb)) {
      return new NoSuchObjectException(name);
    }
    String where = "%s of %s in bucket %s failed".formatted(verb, name, bucket);
    if (e instanceof AbortedException) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException(where + ": interrupted");
      interrupted.initCause(e);
      return interrupted;
    }
    return new IOException("%s: %s".formatted(where, e.getMessage()), e);
  }
}
