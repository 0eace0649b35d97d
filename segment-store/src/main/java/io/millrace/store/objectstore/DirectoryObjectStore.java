package io.millrace.store.objectstore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// A bucket that is a directory: the object `a/b` is the file `a/b` below it, and any tool can read
/// it in place. Several processes of one machine may share the directory.
///
/// An object is written to a private file, forced to the disk, and then linked to its name, which
/// fails if the name is taken; the directory is forced too before the call returns. So a reader
/// sees whole objects only, none is ever replaced, and one that was stored survives a power cut.
/// The private files stand in `.incoming`; what a killed process leaves there goes when a store
/// opens and nobody has written to it for ten minutes.
///
/// One object's name must not be a directory of another's (`a` and `a/b`), which a bucket of S3
/// would allow.
public final class DirectoryObjectStore implements ObjectStore {
  private static final String INCOMING = ".incoming";
  private static final Duration DESERTED = Duration.ofMinutes(10);

  private final Path root;
  private final Path incoming;

  /// Opens the bucket, and makes the directory where there is none.
  public static DirectoryObjectStore open(Path root) throws IOException {
    Path incoming = root.resolve(INCOMING);
    Files.createDirectories(incoming);
    removeDeserted(incoming);
    return new DirectoryObjectStore(root, incoming);
  }

  private DirectoryObjectStore(Path root, Path incoming) {
    this.root = root;
    this.incoming = incoming;
  }

  @Override
  public boolean putIfAbsent(String name, List<ByteBuffer> content) throws IOException {
    Path target = path(name);
    if (Files.exists(target)) {
      force(directoryOf(target));
      return false;
    }
    Path written = incoming.resolve(UUID.randomUUID().toString());
    try {
      write(written, content);
      createDirectories(directoryOf(target));
      boolean stored = link(written, target);
      force(directoryOf(target));
      return stored;
    } finally {
      Files.deleteIfExists(written);
    }
  }

  @Override
  public byte[] read(String name, long from, int length) throws IOException {
    try (FileChannel file = FileChannel.open(existing(name), StandardOpenOption.READ)) {
      Content.checkRange(name, from, length, file.size());
      byte[] bytes = new byte[length];
      ByteBuffer target = ByteBuffer.wrap(bytes);
      while (target.hasRemaining()) {
        if (file.read(target, from + target.position()) < 0) {
          Content.checkRange(name, from, length, from + target.position());
        }
      }
      return bytes;
    } catch (NoSuchFileException _) {
      throw new NoSuchObjectException(name);
    }
  }

  @Override
  public long size(String name) throws IOException {
    try {
      return Files.size(existing(name));
    } catch (NoSuchFileException _) {
      throw new NoSuchObjectException(name);
    }
  }

  @Override
  public void list(String prefix, Consumer<StoredObject> each) throws IOException {
    int slash = prefix.lastIndexOf('/');
    String directory = prefix.substring(0, slash + 1);
    if (!directory.isEmpty()) {
      ObjectName.check(directory.substring(0, slash));
    }
    walk(root.resolve(directory), directory, prefix, each);
  }

  @Override
  public void delete(String name) throws IOException {
    Path target = path(name);
    if (Files.isRegularFile(target)) {
      Files.deleteIfExists(target);
    }
  }

  @Override
  public void close() {}

  private static void removeDeserted(Path incoming) throws IOException {
    Instant newest = Instant.now().minus(DESERTED);
    try (var files = Files.newDirectoryStream(incoming)) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(newest)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (NoSuchFileException _) {
      return; // another process tidies up at the same time
    }
  }

  private Path path(String name) {
    return root.resolve(ObjectName.check(name));
  }

  private Path existing(String name) throws NoSuchObjectException {
    Path path = path(name);
    if (!Files.isRegularFile(path)) {
      throw new NoSuchObjectException(name);
    }
    return path;
  }

  private Path directoryOf(Path target) {
    Path parent = target.getParent();
    return parent == null ? root : parent;
  }

  private static void write(Path file, List<ByteBuffer> content) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (ByteBuffer part : content) {
        ByteBuffer left = part.duplicate();
        while (left.hasRemaining()) {
          out.write(left);
        }
      }
      out.force(true);
    }
  }

  private static boolean link(Path written, Path target) throws IOException {
    try {
      Files.createLink(target, written);
      return true;
    } catch (FileAlreadyExistsException _) {
      return false;
    }
  }

  /// Makes `directory` and forces each new entry in its parent.
  private void createDirectories(Path directory) throws IOException {
    List<Path> missing = new ArrayList<>();
    for (Path at = directory; !Files.isDirectory(at); at = directoryOf(at)) {
      missing.add(at);
    }
    for (Path at : missing.reversed()) {
      try {
        Files.createDirectory(at);
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(at)) {
          throw e;
        }
      }
      force(directoryOf(at));
    }
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private record Child(
      String name, boolean isDirectory, Path path, BasicFileAttributes attributes) {}

  /// `directory` is the name of `path`, with a `/` at its end unless it is the root.
  private static void walk(Path path, String directory, String prefix, Consumer<StoredObject> each)
      throws IOException {
    for (Child child : children(path, directory, prefix)) {
      if (child.isDirectory()) {
        walk(child.path(), child.name(), prefix, each);
      } else {
        each.accept(
            new StoredObject(
                child.name(),
                child.attributes().size(),
                child.attributes().lastModifiedTime().toMillis()));
      }
    }
  }

  /// In the order of whole names: a directory sorts with its `/`.
  private static List<Child> children(Path path, String directory, String prefix)
      throws IOException {
    List<Child> children = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        String file = String.valueOf(entry.getFileName());
        if (!file.startsWith(".")) {
          addChild(entry, directory + file, prefix, children);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException _) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    children.sort(Comparator.comparing(Child::name));
    return children;
  }

  private static void addChild(Path entry, String file, String prefix, List<Child> children)
      throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException _) {
      return;
    }
    String name = attributes.isDirectory() ? file + "/" : file;
    boolean wanted =
        name.startsWith(prefix) || (attributes.isDirectory() && prefix.startsWith(name));
    if (wanted && (attributes.isDirectory() || attributes.isRegularFile())) {
      children.add(new Child(name, attributes.isDirectory(), entry, attributes));
    }
  }
}
