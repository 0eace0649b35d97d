package io.millrace.query.row;

import io.millrace.schemas.model.Label;
import io.millrace.schemas.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The labels of the row at hand: for each name at most one value, a byte range, and its category.
///
/// The labels of the stream are set once for a run of rows; what a row adds, hides or removes is
/// undone when the next row begins, at the cost of what was touched. Entries are numbered; an entry
/// is live as long as its name still points to it.
public final class RowLabels {
  private static final byte[] EMPTY = {};

  private final NameTable names;

  private int[] slots = filled(64);
  private int[] streamSlots = filled(64);
  private int[] metadataRow = new int[64];
  private int[] extractedRow = new int[64];
  private int row;

  private int[] nameOf = new int[32];
  private byte[][] texts = new byte[32][];
  private int[] starts = new int[32];
  private int[] lengths = new int[32];
  private Category[] categories = new Category[32];
  private int streamEntries;
  private int entries;

  private int[] touched = new int[32];
  private int touchedCount;
  private boolean streamIntact;

  public RowLabels(NameTable names) {
    this.names = names;
  }

  public NameTable names() {
    return names;
  }

  /// Takes on the labels of the next run of rows.
  public void startRun(Labels stream) {
    startRow();
    for (int entry = 0; entry < streamEntries; entry++) {
      slots[nameOf[entry]] = -1;
      streamSlots[nameOf[entry]] = -1;
    }
    entries = 0;
    for (Label label : stream.pairs()) {
      int name = names.id(label.name());
      byte[] value = label.value().getBytes(StandardCharsets.UTF_8);
      streamSlots = fit(streamSlots, name);
      int entry = add(Category.STREAM, name, value, 0, value.length);
      streamSlots[name] = entry;
    }
    streamEntries = entries;
    touchedCount = 0;
    streamIntact = true;
  }

  /// Undoes what the last row did.
  public void startRow() {
    for (int i = 0; i < touchedCount; i++) {
      int name = touched[i];
      slots[name] = name < streamSlots.length ? streamSlots[name] : -1;
    }
    touchedCount = 0;
    entries = streamEntries;
    streamIntact = true;
    row++;
  }

  /// Sets a label of structured metadata, under its `_extracted` name where the stream has the
  /// label too.
  public void setMetadata(int name, byte[] text, int start, int length) {
    int free = isStreamLabel(name) ? names.extracted(name) : name;
    metadataRow = fitRows(metadataRow, free);
    metadataRow[free] = row;
    set(Category.METADATA, free, text, start, length);
  }

  /// Sets a label, over whatever had the name before.
  public void set(Category category, int name, byte[] text, int start, int length) {
    if (isStreamLabel(name)) {
      streamIntact = false;
    }
    add(category, name, text, start, length);
    touch(name);
  }

  public void setEmpty(Category category, int name) {
    set(category, name, EMPTY, 0, 0);
  }

  /// Takes a label away, whatever its category.
  public void remove(int name) {
    if (slot(name) >= 0) {
      if (isStreamLabel(name)) {
        streamIntact = false;
      }
      slots[name] = -1;
      touch(name);
    }
  }

  /// The entry that holds the value of `name`, or -1.
  public int slot(int name) {
    return name < slots.length ? slots[name] : -1;
  }

  public boolean has(int name) {
    return slot(name) >= 0;
  }

  /// Whether the stream itself, before any stage, has a label of this name.
  public boolean isStreamLabel(int name) {
    return name < streamSlots.length && streamSlots[name] >= 0;
  }

  /// The name under which a parser stores what it found under `name`: with `_extracted` behind it
  /// where the stream or the metadata of the row has the name.
  public int parsedName(int name) {
    boolean taken = isStreamLabel(name) || (name < metadataRow.length && metadataRow[name] == row);
    return taken ? names.extracted(name) : name;
  }

  /// Whether a parser has already set this name for this row.
  public boolean isExtracted(int name) {
    return name < extractedRow.length && extractedRow[name] == row;
  }

  /// Notes that a parser has set this name for this row.
  public void markExtracted(int name) {
    extractedRow = fitRows(extractedRow, name);
    extractedRow[name] = row;
  }

  /// How many entries there are, dead ones included.
  public int entries() {
    return entries;
  }

  /// How many of the entries came with the stream: they are the first ones.
  public int streamEntries() {
    return streamEntries;
  }

  /// Whether no label of the stream was hidden, replaced or removed in this row.
  public boolean isStreamIntact() {
    return streamIntact;
  }

  public boolean isLive(int entry) {
    return slots[nameOf[entry]] == entry;
  }

  public int name(int entry) {
    return nameOf[entry];
  }

  public byte[] text(int entry) {
    return texts[entry];
  }

  public int start(int entry) {
    return starts[entry];
  }

  public int length(int entry) {
    return lengths[entry];
  }

  public Category category(int entry) {
    return categories[entry];
  }

  /// The value of an entry as text. Costs a string: not for the rows that only pass by.
  public String string(int entry) {
    return new String(texts[entry], starts[entry], lengths[entry], StandardCharsets.UTF_8);
  }

  /// The value of a label as text, or null where there is none.
  public @Nullable String get(int name) {
    int entry = slot(name);
    return entry < 0 ? null : string(entry);
  }

  private int add(Category category, int name, byte[] text, int start, int length) {
    if (entries == nameOf.length) {
      int size = entries * 2;
      nameOf = Arrays.copyOf(nameOf, size);
      texts = Arrays.copyOf(texts, size);
      starts = Arrays.copyOf(starts, size);
      lengths = Arrays.copyOf(lengths, size);
      categories = Arrays.copyOf(categories, size);
    }
    int entry = entries++;
    nameOf[entry] = name;
    texts[entry] = text;
    starts[entry] = start;
    lengths[entry] = length;
    categories[entry] = category;
    slots = fit(slots, name);
    slots[name] = entry;
    return entry;
  }

  private void touch(int name) {
    if (touchedCount == touched.length) {
      touched = Arrays.copyOf(touched, touchedCount * 2);
    }
    touched[touchedCount++] = name;
  }

  private static int[] fit(int[] array, int index) {
    if (index < array.length) {
      return array;
    }
    int[] longer = Arrays.copyOf(array, Math.max(index + 1, array.length * 2));
    Arrays.fill(longer, array.length, longer.length, -1);
    return longer;
  }

  private static int[] fitRows(int[] array, int index) {
    return index < array.length
        ? array
        : Arrays.copyOf(array, Math.max(index + 1, array.length * 2));
  }

  private static int[] filled(int length) {
    int[] array = new int[length];
    Arrays.fill(array, -1);
    return array;
  }
}
