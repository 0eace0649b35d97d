package io.millrace.store.index;

import io.millrace.schemas.model.LabelMatcher;
import io.millrace.store.page.ByteCursor;
import io.millrace.store.page.CorruptObjectException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;
import org.roaringbitmap.buffer.MutableRoaringBitmap;

/// For each label name and value the streams that have it. Values and bitmaps stay bytes until a
/// matcher needs them. Immutable.
final class Postings {
  private record Name(String text, int[] valueAt, int[] valueEnd, int[] bitmapAt) {}

  private final byte[] bytes;
  private final List<Name> names = new ArrayList<>();
  private final Map<String, Name> byText = new HashMap<>();
  private final int streams;

  /// Reads what [StreamIndexBuilder] wrote; the array is kept.
  Postings(byte[] bytes, int length, int streams) throws CorruptObjectException {
    this.bytes = bytes;
    this.streams = streams;
    ByteCursor in = new ByteCursor("postings", bytes, 0, length);
    int count = in.count(length);
    for (int i = 0; i < count; i++) {
      Name name = readName(in);
      names.add(name);
      byText.put(name.text(), name);
    }
    in.end();
  }

  private Name readName(ByteCursor in) throws CorruptObjectException {
    String text = in.text();
    int values = in.count(in.remaining());
    Name name = new Name(text, new int[values], new int[values], new int[values]);
    for (int i = 0; i < values; i++) {
      int length = in.count(in.remaining());
      name.valueAt()[i] = in.skip(length);
      name.valueEnd()[i] = in.position();
      int bitmapLength = in.count(in.remaining());
      name.bitmapAt()[i] = in.skip(bitmapLength);
    }
    return name;
  }

  int names() {
    return names.size();
  }

  String name(int name) {
    return names.get(name).text();
  }

  int values(int name) {
    return names.get(name).valueAt().length;
  }

  String value(int name, int value) {
    return value(names.get(name), value);
  }

  /// The streams that satisfy all `matchers`.
  MutableRoaringBitmap select(List<LabelMatcher> matchers) {
    MutableRoaringBitmap result = all();
    for (LabelMatcher matcher : matchers) {
      result.and(select(matcher));
    }
    return result;
  }

  private MutableRoaringBitmap select(LabelMatcher matcher) {
    Name name = byText.get(matcher.name());
    boolean matchesAbsent = matcher.matches("");
    if (name == null) {
      return matchesAbsent ? all() : new MutableRoaringBitmap();
    }
    if (matchesAbsent) {
      MutableRoaringBitmap result = all();
      forValues(name, matcher, false, result::andNot);
      return result;
    }
    MutableRoaringBitmap result = new MutableRoaringBitmap();
    forValues(name, matcher, true, result::or);
    return result;
  }

  private void forValues(
      Name name, LabelMatcher matcher, boolean wanted, Consumer<ImmutableRoaringBitmap> action) {
    if (wanted && matcher.op() == LabelMatcher.Op.EQUAL) {
      Integer value = find(name, matcher.value());
      if (value != null) {
        action.accept(bitmap(name, value));
      }
      return;
    }
    for (int i = 0; i < name.valueAt().length; i++) {
      if (matcher.matches(value(name, i)) == wanted) {
        action.accept(bitmap(name, i));
      }
    }
  }

  private @Nullable Integer find(Name name, String wanted) {
    int low = 0;
    int high = name.valueAt().length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = value(name, middle).compareTo(wanted);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }

  private String value(Name name, int value) {
    int at = name.valueAt()[value];
    return new String(bytes, at, name.valueEnd()[value] - at, StandardCharsets.UTF_8);
  }

  private ImmutableRoaringBitmap bitmap(Name name, int value) {
    int at = name.bitmapAt()[value];
    return new ImmutableRoaringBitmap(ByteBuffer.wrap(bytes, at, bytes.length - at).slice());
  }

  private MutableRoaringBitmap all() {
    MutableRoaringBitmap all = new MutableRoaringBitmap();
    all.add(0L, streams);
    return all;
  }

  long heapBytes() {
    long heap = bytes.length;
    for (Name name : names) {
      heap += 128 + name.valueAt().length * 12L;
    }
    return heap;
  }
}
