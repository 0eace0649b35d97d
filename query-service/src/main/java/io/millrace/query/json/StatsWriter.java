package io.millrace.query.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.query.plan.QueryContext;
import io.millrace.query.plan.QueryStats;
import io.millrace.query.plan.ScanCounters;
import java.io.IOException;

/// The `stats` object of an answer, with every key that Loki has. A slice counts where Loki counts
/// a chunk; what we have nothing like is zero.
final class StatsWriter {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String[] CACHES = {
    "chunk",
    "index",
    "result",
    "statsResult",
    "volumeResult",
    "seriesResult",
    "labelResult",
    "instantMetricResult",
    "logResult",
    "taskResult"
  };
  private static final String[] CACHE_COUNTS = {
    "entriesFound",
    "entriesRequested",
    "entriesStored",
    "bytesReceived",
    "bytesSent",
    "requests",
    "downloadTime",
    "queryLengthServed"
  };
  private static final String[] DATA_OBJECT_COUNTS = {
    "prePredicateDecompressedRows",
    "prePredicateDecompressedBytes",
    "prePredicateDecompressedStructuredMetadataBytes",
    "postPredicateRows",
    "postPredicateDecompressedBytes",
    "postPredicateStructuredMetadataBytes",
    "postFilterRows",
    "pagesScanned",
    "pagesDownloaded",
    "pagesDownloadedBytes",
    "pageBatches",
    "totalRowsAvailable",
    "totalPageDownloadTime",
    "wireBytesTransferred"
  };

  private final JsonGenerator out;

  StatsWriter(JsonGenerator out) {
    this.out = out;
  }

  /// Writes `"stats":{…}`. `entries` is how many lines or series the answer holds.
  void write(QueryContext context, long entries) throws IOException {
    QueryStats stats = context.stats();
    out.writeObjectFieldStart("stats");
    summary(context, entries);
    out.writeObjectFieldStart("querier");
    store(stats.objects(), false);
    out.writeNumberField("querierExecTime", context.elapsed().toNanos() / NANOS_PER_SECOND);
    out.writeEndObject();
    ingester(stats);
    out.writeObjectFieldStart("cache");
    for (String cache : CACHES) {
      out.writeObjectFieldStart(cache);
      zeros(CACHE_COUNTS);
      out.writeEndObject();
    }
    out.writeEndObject();
    out.writeObjectFieldStart("index");
    out.writeNumberField("totalChunks", stats.objects().slices.sum());
    out.writeNumberField("postFilterChunks", stats.objects().slicesRead.sum());
    out.writeNumberField("shardsDuration", 0);
    out.writeBooleanField("usedBloomFilters", false);
    zeros("totalStreams", "chunkRefsLookupTime", "bloomFilterTime");
    out.writeEndObject();
    out.writeEndObject();
  }

  private void summary(QueryContext context, long entries) throws IOException {
    QueryStats stats = context.stats();
    double seconds = context.elapsed().toNanos() / NANOS_PER_SECOND;
    long bytes = stats.lineBytes() + stats.metadataBytes();
    out.writeObjectFieldStart("summary");
    out.writeNumberField("bytesProcessedPerSecond", (long) (bytes / seconds));
    out.writeNumberField("linesProcessedPerSecond", (long) (stats.lines() / seconds));
    out.writeNumberField("totalBytesProcessed", bytes);
    out.writeNumberField("totalLinesProcessed", stats.lines());
    out.writeNumberField("execTime", seconds);
    out.writeNumberField("queueTime", 0);
    out.writeNumberField("subqueries", 0);
    out.writeNumberField("totalEntriesReturned", entries);
    out.writeNumberField("splits", stats.splits.sum());
    out.writeNumberField("shards", 0);
    out.writeNumberField("totalPostFilterLines", stats.passedLines());
    out.writeNumberField("totalStructuredMetadataBytesProcessed", stats.metadataBytes());
    out.writeEndObject();
  }

  private void ingester(QueryStats stats) throws IOException {
    ScanCounters recent = stats.recent();
    out.writeObjectFieldStart("ingester");
    out.writeNumberField("totalReached", stats.ingesters.sum());
    out.writeNumberField("totalChunksMatched", recent.slices.sum());
    out.writeNumberField("totalBatches", recent.slices.sum());
    out.writeNumberField("totalLinesSent", recent.lines.sum());
    store(recent, true);
    out.writeEndObject();
  }

  private void store(ScanCounters counters, boolean inMemory) throws IOException {
    long bytes = counters.lineBytes.sum() + counters.metadataBytes.sum();
    long lines = counters.lines.sum();
    long metadata = counters.metadataBytes.sum();
    out.writeObjectFieldStart("store");
    out.writeNumberField("totalChunksRef", counters.slices.sum());
    out.writeNumberField("totalChunksDownloaded", counters.slicesRead.sum());
    out.writeNumberField("chunksDownloadTime", counters.fetchNanos.sum());
    out.writeBooleanField("queryReferencedStructuredMetadata", metadata > 0);
    out.writeBooleanField("queryUsedV2Engine", false);
    out.writeObjectFieldStart("chunk");
    out.writeNumberField("headChunkBytes", inMemory ? bytes : 0);
    out.writeNumberField("headChunkLines", inMemory ? lines : 0);
    out.writeNumberField("decompressedBytes", inMemory ? 0 : bytes);
    out.writeNumberField("decompressedLines", inMemory ? 0 : lines);
    out.writeNumberField("compressedBytes", counters.fetchedBytes.sum());
    out.writeNumberField("totalDuplicates", counters.duplicates.sum());
    out.writeNumberField("postFilterLines", counters.passedLines.sum());
    out.writeNumberField("headChunkStructuredMetadataBytes", inMemory ? metadata : 0);
    out.writeNumberField("decompressedStructuredMetadataBytes", inMemory ? 0 : metadata);
    out.writeEndObject();
    zeros("chunkRefsFetchTime", "congestionControlLatency", "pipelineWrapperFilteredLines");
    out.writeObjectFieldStart("dataobj");
    zeros(DATA_OBJECT_COUNTS);
    out.writeEndObject();
    out.writeEndObject();
  }

  private void zeros(String... names) throws IOException {
    for (String name : names) {
      out.writeNumberField(name, 0);
    }
  }
}
