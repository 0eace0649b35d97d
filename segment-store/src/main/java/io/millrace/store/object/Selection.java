package io.millrace.store.object;

import io.millrace.store.rows.Slice;
import java.util.List;

/// The slices of an object that can hold an answer, in the order of their rows, and what was left
/// out.
public record Selection(List<Slice> slices, SelectStats stats) {
  public Selection {
    slices = List.copyOf(slices);
  }
}
