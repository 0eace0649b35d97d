package io.millrace.store.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MapType;
import org.apache.parquet.format.NanoSeconds;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;

/// The Parquet footer of an object: the schema, which is the same in every object, and the one row
/// group.
public final class ParquetFooter {
  /// Both ends of a Parquet file.
  public static final String MAGIC = "PAR1";

  private static final String CREATED_BY = "millrace version 1";

  private ParquetFooter() {}

  /// One column chunk. `plainBytes` and `storedBytes` count headers and the dictionary page too.
  /// `dictionaryAt` is the position of the first data page where there is no dictionary;
  /// `columnIndexLength` is 0 where there is no column index.
  public record Chunk(
      Leaf leaf,
      long dictionaryAt,
      long firstPageAt,
      long values,
      long plainBytes,
      long storedBytes,
      long offsetIndexAt,
      int offsetIndexLength,
      long columnIndexAt,
      int columnIndexLength) {}

  /// The footer's Thrift bytes. No `chunks`: no row group, for there are no rows.
  public static byte[] write(
      Codec codec,
      long rows,
      long minTimestamp,
      long maxTimestamp,
      List<Chunk> chunks,
      SequencedMap<String, String> keyValues) {
    List<RowGroup> rowGroups = new ArrayList<>();
    if (!chunks.isEmpty()) {
      rowGroups.add(rowGroup(codec, rows, minTimestamp, maxTimestamp, chunks));
    }
    FileMetaData footer = new FileMetaData(2, schema(), rows, rowGroups);
    footer.setCreated_by(CREATED_BY);
    List<ColumnOrder> orders = new ArrayList<>();
    Leaf.ALL.forEach(_ -> orders.add(ColumnOrder.TYPE_ORDER(new TypeDefinedOrder())));
    footer.setColumn_orders(orders);
    List<KeyValue> pairs = new ArrayList<>();
    keyValues.forEach((key, value) -> pairs.add(new KeyValue(key).setValue(value)));
    footer.setKey_value_metadata(pairs);
    GrowingBytes out = new GrowingBytes(4 << 10);
    try {
      Util.writeFileMetaData(footer, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toArray();
  }

  /// Parses `bytes[at] … bytes[at + length - 1]`.
  public static FileMetaData read(byte[] bytes, int at, int length) throws CorruptObjectException {
    try {
      return Util.readFileMetaData(new ByteArrayInputStream(bytes, at, length));
    } catch (IOException | RuntimeException e) {
      throw new CorruptObjectException("the footer is no Parquet footer: " + e.getMessage(), e);
    }
  }

  /// The footer's key-value pairs.
  public static Map<String, String> keyValues(FileMetaData footer) {
    Map<String, String> map = new HashMap<>();
    List<KeyValue> pairs = footer.getKey_value_metadata();
    if (pairs != null) {
      pairs.forEach(pair -> map.put(pair.getKey(), pair.getValue()));
    }
    return map;
  }

  private static RowGroup rowGroup(
      Codec codec, long rows, long minTimestamp, long maxTimestamp, List<Chunk> chunks) {
    List<ColumnChunk> columns = new ArrayList<>();
    long plain = 0;
    long stored = 0;
    for (Chunk chunk : chunks) {
      ColumnMetaData metadata = metadata(codec, chunk);
      if (chunk.leaf() == Leaf.TIMESTAMP) {
        Statistics statistics = new Statistics();
        statistics.setMin_value(int64(minTimestamp));
        statistics.setMax_value(int64(maxTimestamp));
        statistics.setIs_min_value_exact(true);
        statistics.setIs_max_value_exact(true);
        statistics.setNull_count(0);
        metadata.setStatistics(statistics);
      }
      ColumnChunk column = new ColumnChunk(chunk.dictionaryAt());
      column.setMeta_data(metadata);
      column.setOffset_index_offset(chunk.offsetIndexAt());
      column.setOffset_index_length(chunk.offsetIndexLength());
      if (chunk.columnIndexLength() > 0) {
        column.setColumn_index_offset(chunk.columnIndexAt());
        column.setColumn_index_length(chunk.columnIndexLength());
      }
      columns.add(column);
      plain += chunk.plainBytes();
      stored += chunk.storedBytes();
    }
    RowGroup rowGroup = new RowGroup(columns, plain, rows);
    rowGroup.setTotal_compressed_size(stored);
    rowGroup.setFile_offset(chunks.getFirst().dictionaryAt());
    rowGroup.setOrdinal((short) 0);
    return rowGroup;
  }

  private static ColumnMetaData metadata(Codec codec, Chunk chunk) {
    Leaf leaf = chunk.leaf();
    Set<Encoding> encodings = EnumSet.of(Encoding.RLE, leaf.encoding());
    if (leaf.hasDictionary()) {
      encodings.add(Encoding.RLE_DICTIONARY);
      encodings.add(Encoding.PLAIN);
    }
    ColumnMetaData metadata =
        new ColumnMetaData(
            leaf == Leaf.TIMESTAMP ? Type.INT64 : Type.BYTE_ARRAY,
            List.copyOf(encodings),
            leaf.path(),
            leaf.isCompressed() ? codec.parquet() : CompressionCodec.UNCOMPRESSED,
            chunk.values(),
            chunk.plainBytes(),
            chunk.storedBytes(),
            chunk.firstPageAt());
    if (leaf.hasDictionary()) {
      metadata.setDictionary_page_offset(chunk.dictionaryAt());
    }
    return metadata;
  }

  private static List<SchemaElement> schema() {
    List<SchemaElement> schema = new ArrayList<>();
    schema.add(new SchemaElement("millrace").setNum_children(4));
    LogicalType timestamp =
        LogicalType.TIMESTAMP(new TimestampType(true, TimeUnit.NANOS(new NanoSeconds())));
    schema.add(required("timestamp").setType(Type.INT64).setLogicalType(timestamp));
    addMap("labels", schema);
    schema.add(text("line"));
    addMap("metadata", schema);
    return schema;
  }

  private static void addMap(String name, List<SchemaElement> schema) {
    schema.add(
        required(name)
            .setNum_children(1)
            .setConverted_type(ConvertedType.MAP)
            .setLogicalType(LogicalType.MAP(new MapType())));
    schema.add(
        new SchemaElement("key_value")
            .setRepetition_type(FieldRepetitionType.REPEATED)
            .setNum_children(2));
    schema.add(text("key"));
    schema.add(text("value"));
  }

  private static SchemaElement text(String name) {
    return required(name)
        .setType(Type.BYTE_ARRAY)
        .setConverted_type(ConvertedType.UTF8)
        .setLogicalType(LogicalType.STRING(new StringType()));
  }

  private static SchemaElement required(String name) {
    return new SchemaElement(name).setRepetition_type(FieldRepetitionType.REQUIRED);
  }

  /// A value as statistics and column indexes hold it.
  public static byte[] int64(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }
}
