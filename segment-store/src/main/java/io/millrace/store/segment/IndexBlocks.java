package io.millrace.store.segment;

import io.millrace.store.index.StreamIndexBuilder;
import io.millrace.store.page.Codec;
import io.millrace.store.page.Compressor;
import io.millrace.store.page.GrowingBytes;
import java.util.ArrayList;
import java.util.List;

/// Writes the parts of the index that do not depend on where the object's pages lie: streams,
/// postings, entries of the metadata's dictionaries. Always zstd, whatever the pages are.
final class IndexBlocks implements AutoCloseable {
  private static final int LEVEL = 3;

  private final Compressor zstd = Compressor.of(Codec.ZSTD, LEVEL, 0);

  List<SegmentSummary.Block> write(
      StreamIndexBuilder streams,
      Dictionary metadataKeys,
      Dictionary metadataValues,
      GrowingBytes out) {
    GrowingBytes streamsPart = new GrowingBytes(1024);
    GrowingBytes postingsPart = new GrowingBytes(1024);
    streams.write(streamsPart, postingsPart);
    List<SegmentSummary.Block> blocks = new ArrayList<>();
    for (GrowingBytes plain :
        List.of(streamsPart, postingsPart, entries(metadataKeys), entries(metadataValues))) {
      int before = out.length();
      zstd.compress(plain.array(), 0, plain.length(), out);
      if (out.length() - before >= plain.length()) {
        out.length(before);
        out.write(plain.array(), 0, plain.length());
      }
      blocks.add(new SegmentSummary.Block(out.length() - before, plain.length()));
    }
    return blocks;
  }

  private static GrowingBytes entries(Dictionary dictionary) {
    GrowingBytes part = new GrowingBytes(256);
    part.putVarint(dictionary.size());
    for (int id = 0; id < dictionary.size(); id++) {
      part.putVarint(dictionary.entry(id).length);
      part.write(dictionary.entry(id));
    }
    return part;
  }

  @Override
  public void close() {
    zstd.close();
  }
}
