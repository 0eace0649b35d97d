package io.millrace.store.search;

import io.millrace.store.rows.LineColumn;
import java.util.List;

/// A search for any of a few literals, made once and used for many pages. Immutable, safe for use
/// by several threads.
///
/// With `ignoreCase`, ASCII letters match in either case; every other byte matches itself only.
public final class LiteralSearch {
  private final LiteralSet literals;
  private final SearchKernel kernel;

  LiteralSearch(LiteralSet literals, SearchKernel kernel) {
    this.literals = literals;
    this.kernel = kernel;
  }

  /// A search for any of `literals`, which are copied.
  ///
  /// @throws IllegalArgumentException without literals, or if one is empty
  public static LiteralSearch anyOf(List<byte[]> literals, boolean ignoreCase) {
    return new LiteralSearch(LiteralSet.of(literals, ignoreCase), SearchKernel.best());
  }

  /// A search for one literal, as [#anyOf].
  public static LiteralSearch of(byte[] literal, boolean ignoreCase) {
    return anyOf(List.of(literal), ignoreCase);
  }

  /// Sets bit `r % 64` of `hits[r / 64]` for each row `r` in `[fromRow, toRow)` whose line contains
  /// one of the literals. Leaves every other bit as it is.
  public void search(LineColumn lines, int fromRow, int toRow, long[] hits) {
    if (fromRow < toRow) {
      kernel.search(literals, lines.bytes(), lines.offsets(), fromRow, toRow, hits);
    }
  }

  /// Whether `text[from] … text[to - 1]` contains one of the literals. `text` needs no padding.
  public boolean isIn(byte[] text, int from, int to) {
    return indexIn(text, from, to) >= 0;
  }

  /// Where the first literal begins in `text[from] … text[to - 1]`, or -1.
  public int indexIn(byte[] text, int from, int to) {
    return WordKernel.indexIn(literals, text, from, to);
  }

  /// Runs each kernel until the compiler has seen enough of it, so that the first query does not
  /// pay. Takes some tens of milliseconds.
  public static void warmUp() {
    KernelWarmUp.run();
  }
}
