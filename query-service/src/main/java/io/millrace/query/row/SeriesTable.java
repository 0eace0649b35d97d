package io.millrace.query.row;

import io.millrace.schemas.model.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Numbers the distinct label sets of a worker's rows, from 0. What a row costs: a hash of the
/// label values that count, a look-up and a comparison; nothing at all while only labels of the
/// stream count.
public final class SeriesTable {
  private static final int NONE = -1;

  private final Projection projection;
  private final RowLabels labels;
  private final NameTable names;
  private final int[] chosen;

  private int[] table = new int[256];
  private final List<SeriesKey> keys = new ArrayList<>();
  private final List<LabelSet> sets = new ArrayList<>();
  private final Map<List<?>, Integer> known = new HashMap<>();
  private long bytes;

  private int runSeries = NONE;
  private boolean chosenAreStream;
  private int[] counted = new int[32];

  public SeriesTable(Projection projection, RowLabels labels) {
    this.projection = projection;
    this.labels = labels;
    this.names = labels.names();
    this.chosen =
        switch (projection) {
          case Projection.Everything() -> new int[0];
          case Projection.By(List<String> by) -> by.stream().mapToInt(names::id).toArray();
          case Projection.Without(List<String> without) ->
              without.stream().mapToInt(names::id).toArray();
        };
  }

  /// Must be called when [RowLabels#startRun] has been.
  public void startRun() {
    runSeries = NONE;
    chosenAreStream = projection instanceof Projection.By;
    for (int name : chosen) {
      chosenAreStream &= labels.isStreamLabel(name);
    }
  }

  /// The number of the label set of the row at hand. With `whole`, all labels count, whatever the
  /// projection.
  public int series(boolean whole) {
    boolean onlyStream =
        !whole
            && labels.isStreamIntact()
            && (chosenAreStream || labels.entries() == labels.streamEntries());
    if (onlyStream && runSeries != NONE) {
      return runSeries;
    }
    int count = choose(whole);
    int series = find(count);
    if (onlyStream) {
      runSeries = series;
    }
    return series;
  }

  /// The label set with this number.
  public LabelSet labels(int series) {
    return sets.get(series);
  }

  /// How many label sets there are.
  public int size() {
    return sets.size();
  }

  /// About how much memory the label sets take.
  public long bytes() {
    return bytes;
  }

  /// Writes the entries that count to `counted`.
  private int choose(boolean whole) {
    int count = 0;
    if (projection instanceof Projection.By && !whole) {
      room(chosen.length);
      for (int name : chosen) {
        int entry = labels.slot(name);
        if (entry >= 0) {
          counted[count++] = entry;
        }
      }
      return count;
    }
    room(labels.entries());
    for (int entry = 0; entry < labels.entries(); entry++) {
      if (labels.isLive(entry) && (whole || !isChosen(labels.name(entry)))) {
        counted[count++] = entry;
      }
    }
    return count;
  }

  private boolean isChosen(int name) {
    for (int other : chosen) {
      if (other == name) {
        return true;
      }
    }
    return false;
  }

  private int find(int count) {
    long hash = count;
    for (int i = 0; i < count; i++) {
      int entry = counted[i];
      long value = ByteHash.of(labels.text(entry), labels.start(entry), labels.length(entry));
      hash += ByteHash.mix(value + labels.name(entry) * 31L);
    }
    int mask = table.length - 1;
    int at = (int) (hash ^ hash >>> 32) & mask;
    while (table[at] != 0) {
      SeriesKey key = keys.get(table[at] - 1);
      if (key.hash() == hash && key.matches(labels, counted, count)) {
        return key.series();
      }
      at = (at + 1) & mask;
    }
    return add(hash, count);
  }

  private int add(long hash, int count) {
    LabelSet set = build(count);
    List<?> identity =
        projection instanceof Projection.Everything
            ? List.of(set.stream(), set.metadata(), set.parsed())
            : set.all();
    Integer known = this.known.putIfAbsent(identity, sets.size());
    int series = known == null ? sets.size() : known;
    if (known == null) {
      sets.add(set);
    }
    SeriesKey key = SeriesKey.of(hash, series, labels, counted, count);
    bytes += key.bytes() * 3L + 200;
    keys.add(key);
    if (keys.size() * 2 >= table.length) {
      table = new int[table.length * 2];
      for (int i = 0; i < keys.size(); i++) {
        place(i);
      }
    } else {
      place(keys.size() - 1);
    }
    return series;
  }

  private void place(int index) {
    long hash = keys.get(index).hash();
    int mask = table.length - 1;
    int at = (int) (hash ^ hash >>> 32) & mask;
    while (table[at] != 0) {
      at = (at + 1) & mask;
    }
    table[at] = index + 1;
  }

  private LabelSet build(int count) {
    List<Label> stream = new ArrayList<>();
    List<Label> metadata = new ArrayList<>();
    List<Label> parsed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int entry = counted[i];
      Label label = new Label(names.text(labels.name(entry)), labels.string(entry));
      switch (labels.category(entry)) {
        case STREAM -> stream.add(label);
        case METADATA -> metadata.add(label);
        case PARSED -> parsed.add(label);
      }
    }
    Comparator<Label> byName = Comparator.comparing(Label::name);
    stream.sort(byName);
    metadata.sort(byName);
    parsed.sort(byName);
    return new LabelSet(stream, metadata, parsed);
  }

  private void room(int count) {
    if (count > counted.length) {
      counted = Arrays.copyOf(counted, Math.max(count, counted.length * 2));
    }
  }
}
