package io.millrace.query.stored;

import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// The set of all label names: for a question to streams of which nothing is known.
final class EveryName extends AbstractSet<String> {
  static final EveryName INSTANCE = new EveryName();

  private EveryName() {}

  @Override
  public boolean contains(@Nullable Object name) {
    return true;
  }

  @Override
  public Iterator<String> iterator() {
    return Collections.emptyIterator();
  }

  @Override
  public int size() {
    return Integer.MAX_VALUE;
  }
}
