package io.millrace.store.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;

/// A real S3 server inside this JVM: checks signatures (AWS v4), keeps its objects in a directory,
/// does conditional puts atomically, and can be stopped and started again on the same port.
public final class S3Server implements AutoCloseable {
  /// The bucket that is there from the beginning.
  public static final String BUCKET = "millrace";

  public static final String ACCESS_KEY = "test-access";
  public static final String SECRET_KEY = "test-secret";

  private final Path directory;
  private final int port;
  private @Nullable S3Proxy running;

  /// Starts a server with its objects below `directory`.
  public static S3Server start(Path directory) throws IOException {
    Files.createDirectories(directory.resolve(BUCKET));
    var server = new S3Server(directory, freePort());
    server.start();
    return server;
  }

  private S3Server(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// What `ObjectStores.open` takes besides [#uri()].
  public Map<String, String> settings() {
    return Map.of(
        "endpoint",
        endpoint().toString(),
        "region",
        "us-east-1",
        "access.key",
        ACCESS_KEY,
        "secret.key",
        SECRET_KEY,
        "path.style",
        "true");
  }

  /// The value of the setting `objectstore`.
  public String uri() {
    return "s3://" + BUCKET;
  }

  /// Serves again, with the same objects on the same port.
  public void start() throws IOException {
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(new FilesystemNio2BlobStore(directory.toString()))
            .endpoint(endpoint())
            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
            .v4MaxNonChunkedRequestSize(256L << 20)
            .ignoreUnknownHeaders(true)
            .build();
    try {
      proxy.start();
    } catch (Exception e) { // what Jetty declares
      throw new IOException("s3 server does not start on port " + port, e);
    }
    running = proxy;
  }

  /// Refuses connections from now on.
  public void stop() throws IOException {
    S3Proxy proxy = running;
    running = null;
    if (proxy == null) {
      return;
    }
    try {
      proxy.stop();
    } catch (Exception e) { // what Jetty declares
      throw new IOException("s3 server does not stop", e);
    }
  }

  @Override
  public void close() throws IOException {
    stop();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
