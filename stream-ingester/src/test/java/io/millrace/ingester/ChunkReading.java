package io.millrace.ingester;

import io.millrace.ingester.assemble.Reading;
import io.millrace.ingester.assemble.TestRows.Row;
import io.millrace.schemas.chunks.ChunkPart;
import io.millrace.store.filter.TextQuery;
import io.millrace.store.object.AssembledObject;
import io.millrace.store.object.ObjectAssembler;
import io.millrace.store.object.ObjectReader;
import io.millrace.store.objectstore.MemoryObjectStore;
import io.millrace.store.objectstore.ObjectStore;
import io.millrace.store.rows.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows that the records of `chunks` hold, through the objects that a flusher makes of them.
final class ChunkReading {
  private ChunkReading() {}

  /// All rows, in the order of segments, tenants and rows.
  static List<Row> rows(List<ChunkPart> parts) throws IOException {
    List<Row> rows = new ArrayList<>();
    @Nullable ObjectAssembler object = null;
    for (ChunkPart part : parts) {
      switch (part) {
        case ChunkPart.Pages pages -> {
          if (object == null) {
            object = new ObjectAssembler(pages.segment(), pages.tenant());
          }
          object.addPages(pages.payload());
        }
        case ChunkPart.Summary summary -> {
          if (object == null) {
            throw new IOException("a summary without pages: " + summary.segment());
          }
          rows.addAll(read(object.finish(summary.payload())));
          object = null;
        }
        case ChunkPart.Trailer _ -> {}
      }
    }
    return rows;
  }

  private static List<Row> read(AssembledObject object) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (ObjectStore store = new MemoryObjectStore()) {
      store.putIfAbsent(object.entry().name(), object.content());
      ObjectReader reader = ObjectReader.open(store, object.entry().name(), object.entry().bytes());
      List<Slice> slices =
          reader
              .select(List.of(), Long.MIN_VALUE, Long.MAX_VALUE, new TextQuery.Anything())
              .slices();
      for (Slice slice : slices) {
        rows.addAll(Reading.rows(object.entry().tenant().value(), slice));
      }
    }
    return rows;
  }
}
