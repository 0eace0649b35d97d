package io.millrace.store.rows;

import io.millrace.store.page.CorruptObjectException;
import java.io.IOException;

/// Slices on a wire or in a file: the ingester's answers to recent reads, and its spill files.
///
/// A frame is self-contained: [#encode] writes the rows of the slice's runs (and no others),
/// [#decode] gives a slice in memory. Frames carry no length of their own; who strings them
/// together frames them.
@SuppressWarnings("DoNotCallSuggester")
public final class SliceCodec {
  private SliceCodec() {}

  /// The frame of the slice's rows.
  ///
  /// @throws IOException if a column of the slice cannot be read
  public static byte[] encode(Slice slice) throws IOException {
    throw new IOException(slice.toString());
  }

  /// The slice of a frame.
  ///
  /// @throws CorruptObjectException if the bytes are not a frame of a known version
  public static MemorySlice decode(byte[] bytes, int at, int length) throws CorruptObjectException {
    throw new CorruptObjectException(bytes.length + " " + at + " " + length);
  }
}
