package io.millrace.ingester;

import io.millrace.ingester.assemble.EncoderPool;
import io.millrace.ingester.assemble.MemoryBudget;
import io.millrace.ingester.flush.FlushBoard;
import io.millrace.ingester.replay.SegmentRebuilder;
import io.millrace.ingester.replay.SourceLog;
import io.millrace.ingester.shelf.Shelf;
import io.millrace.ingester.shelf.SpillSpace;
import io.millrace.ingester.shelf.Watermarks;
import io.millrace.schemas.chunks.ChunkPart;
import io.millrace.schemas.wire.SchemaIds;
import java.util.function.Function;

/// What the tasks of all partitions share. All of it is safe for use by many threads.
record IngesterParts(
    CutPolicy policy,
    SourceLog source,
    Watermarks watermarks,
    Shelf shelf,
    SpillSpace spill,
    MemoryBudget budget,
    SegmentRebuilder rebuilder,
    FlushBoard flushes,
    EncoderPool encoders,
    SchemaIds schemaIds,
    Function<ChunkPart, byte[]> chunkParts,
    IngesterMetrics metrics) {}
