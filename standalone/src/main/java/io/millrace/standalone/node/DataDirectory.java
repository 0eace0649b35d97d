package io.millrace.standalone.node;

import io.millrace.runtime.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A process's hold on its data directory: while one has it, no other can. The lock is the system's
/// and ends with the process, however that ends.
final class DataDirectory implements AutoCloseable {
  private static final String LOCK = "millrace.lock";
  private static final String BROKER_ADDRESS = "kafka.address";

  private final Path path;
  private final FileChannel channel;
  private final FileLock lock;

  private DataDirectory(Path path, FileChannel channel, FileLock lock) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
  }

  /// Takes hold of the directory, made if need be.
  ///
  /// @throws SettingsException if another process has it, or it cannot be written
  static DataDirectory hold(Path path) {
    return tryHold(path)
        .orElseThrow(
            () ->
                new SettingsException(
                    "data.dir %s is in use by another millrace process".formatted(path)));
  }

  /// Takes hold of the directory, or nothing where another process has it.
  static Optional<DataDirectory> tryHold(Path path) {
    FileChannel channel = null;
    try {
      Files.createDirectories(path);
      channel =
          FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(new DataDirectory(path, channel, lock));
      }
      channel.close();
      return Optional.empty();
    } catch (OverlappingFileLockException e) {
      closeQuietly(channel);
      return Optional.empty();
    } catch (IOException e) {
      closeQuietly(channel);
      throw new SettingsException("data.dir %s cannot be used: %s".formatted(path, e), e);
    }
  }

  /// Leaves word for other commands where this process's broker listens.
  void announceBroker(String address) {
    try {
      Files.writeString(path.resolve(BROKER_ADDRESS), address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The broker of the process that holds `path`, where it has one.
  static Optional<String> announcedBroker(Path path) {
    try {
      return Optional.of(Files.readString(path.resolve(BROKER_ADDRESS)).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (channel) {
      Files.deleteIfExists(path.resolve(BROKER_ADDRESS));
      lock.release();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void closeQuietly(@org.jspecify.annotations.Nullable FileChannel channel) {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
