package io.millrace.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/// A bucket in a directory behind a real S3 server, a process of its own, that refuses what is not
/// signed rightly.
final class S3Bucket implements AutoCloseable {
  private static final String NAME = "millrace-logs";
  private static final String ACCESS_KEY = "acceptance";
  private static final String SECRET_KEY = "acceptance-secret";

  private final int port;
  private final Process server;

  private S3Bucket(int port, Process server) {
    this.port = port;
    this.server = server;
  }

  static S3Bucket start(Path directory) throws IOException {
    Files.createDirectories(directory.resolve(NAME));
    int port = Millrace.freePort();
    Path properties = directory.resolveSibling("s3proxy.properties");
    Files.writeString(
        properties,
        """
        s3proxy.endpoint=http://127.0.0.1:%d
        s3proxy.authorization=aws-v2-or-v4
        s3proxy.identity=%s
        s3proxy.credential=%s
        jclouds.provider=filesystem-nio2
        jclouds.filesystem.basedir=%s
        """
            .formatted(port, ACCESS_KEY, SECRET_KEY, directory));
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "org.gaul.s3proxy.Main",
                "--properties",
                properties.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolveSibling("s3proxy.log").toFile())
            .start();
    S3Bucket bucket = new S3Bucket(port, server);
    Awaitility.await("the S3 server to listen")
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(
            () -> {
              new Socket(InetAddress.getLoopbackAddress(), port).close();
              return true;
            });
    return bucket;
  }

  /// What Millrace must be told to use this bucket.
  Map<String, String> settings() {
    return Map.of(
        "objectstore",
        "s3://" + NAME,
        "s3.endpoint",
        "http://127.0.0.1:" + port,
        "s3.region",
        "us-east-1",
        "s3.path.style",
        "true",
        "s3.access.key",
        ACCESS_KEY,
        "s3.secret.key",
        SECRET_KEY);
  }

  @Override
  public void close() {
    server.destroy();
  }
}
