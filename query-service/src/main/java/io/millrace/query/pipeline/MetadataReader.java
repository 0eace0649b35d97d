package io.millrace.query.pipeline;

import io.millrace.query.row.Category;
import io.millrace.query.row.NameTable;
import io.millrace.query.row.RowLabels;
import io.millrace.store.rows.MetadataColumn;
import io.millrace.store.rows.Slice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gives a row the structured metadata that its stages and its consumer read, and fetches the
/// column only when a run needs it.
final class MetadataReader {
  private final MetadataUse use;
  private final Set<String> wanted;
  private final int[] wantedNames;
  private final RowLabels labels;

  private @Nullable Slice slice;
  private @Nullable MetadataColumn column;
  private int[] nameOfKey = new int[0];
  private boolean[] keyIsWanted = new boolean[0];
  private boolean active;

  MetadataReader(CompiledStages stages, RowLabels labels) {
    this.use = stages.metadata();
    this.labels = labels;
    this.wanted = new HashSet<>();
    for (String name : stages.wanted()) {
      wanted.add(name);
      if (name.endsWith("_extracted")) {
        wanted.add(name.substring(0, name.length() - "_extracted".length()));
      }
    }
    this.wantedNames = stages.wanted().stream().mapToInt(labels.names()::id).toArray();
  }

  void startSlice() {
    slice = null;
    column = null;
  }

  /// Finds out whether the rows of the run whose labels have just been set need metadata.
  void startRun(Slice of) throws IOException {
    slice = of;
    active =
        switch (use) {
          case NONE -> false;
          case ALL -> true;
          case WANTED -> streamLeavesSomething();
        };
    if (active) {
      open(of);
    }
  }

  void read(int row) {
    MetadataColumn open = column;
    if (!active || open == null) {
      return;
    }
    int end = open.firstPair()[row + 1];
    for (int pair = open.firstPair()[row]; pair < end; pair++) {
      int key = open.keyIds()[pair];
      if (keyIsWanted[key]) {
        int start = open.valueOffsets()[pair];
        int length = open.valueOffsets()[pair + 1] - start;
        labels.setMetadata(nameOfKey[key], open.values(), start, length);
      }
    }
  }

  /// Adds what [#read] left out, so that an error can show all labels.
  void readTheRest(int row) throws IOException {
    Slice of = slice;
    if (use == MetadataUse.ALL || of == null) {
      return;
    }
    MetadataColumn open = open(of);
    int end = open.firstPair()[row + 1];
    for (int pair = open.firstPair()[row]; pair < end; pair++) {
      int key = open.keyIds()[pair];
      if (active && keyIsWanted[key]) {
        continue;
      }
      int name = nameOfKey[key];
      int free = labels.isStreamLabel(name) ? labels.names().extracted(name) : name;
      if (!labels.has(free)) {
        int start = open.valueOffsets()[pair];
        int length = open.valueOffsets()[pair + 1] - start;
        labels.set(Category.METADATA, free, open.values(), start, length);
      }
    }
  }

  private boolean streamLeavesSomething() {
    for (int name : wantedNames) {
      if (name > NameTable.PRESERVE_ERROR && !labels.isStreamLabel(name)) {
        return true;
      }
    }
    return false;
  }

  private MetadataColumn open(Slice of) throws IOException {
    MetadataColumn known = column;
    if (known != null) {
      return known;
    }
    MetadataColumn opened = of.metadata();
    int keys = opened.keys().length;
    nameOfKey = new int[keys];
    keyIsWanted = new boolean[keys];
    for (int key = 0; key < keys; key++) {
      byte[] name = opened.keys()[key];
      nameOfKey[key] = labels.names().id(name, 0, name.length);
      keyIsWanted[key] =
          use == MetadataUse.ALL || wanted.contains(new String(name, StandardCharsets.UTF_8));
    }
    column = opened;
    return opened;
  }
}
