package io.millrace.schemas.catalog;

import io.millrace.schemas.catalog.CatalogRecord.ObjectDeleted;
import io.millrace.schemas.catalog.CatalogRecord.ObjectsReplaced;
import io.millrace.schemas.catalog.CatalogRecord.SegmentPublished;
import io.millrace.schemas.model.TenantId;
import io.millrace.schemas.wire.AvroSerde;
import io.millrace.schemas.wire.BuiltInSchemaIds;
import io.millrace.schemas.wire.SchemaIds;
import io.millrace.schemas.wire.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/// [CatalogRecord] as `CatalogRecord.avsc`, version 1. Safe for use by many threads.
public final class CatalogRecordSerde extends AvroSerde<CatalogRecord> {
  private static final int SEGMENT_PUBLISHED = 0;
  private static final int OBJECTS_REPLACED = 1;
  private static final int OBJECT_DELETED = 2;

  /// Without a schema registry.
  public CatalogRecordSerde() {
    this(new BuiltInSchemaIds());
  }

  public CatalogRecordSerde(SchemaIds ids) {
    super(ids, "/avro/CatalogRecord.avsc", WireFormat.CATALOG_RECORD);
  }

  @Override
  protected void write(CatalogRecord event, Encoder out) throws IOException {
    switch (event) {
      case SegmentPublished published -> {
        out.writeIndex(SEGMENT_PUBLISHED);
        SegmentIdCodec.write(published.segment(), out);
        writeEntries(published.objects(), out);
        out.writeLong(published.deadLettered());
        out.writeLong(published.duplicates());
        out.writeLong(published.publishedAtMillis());
      }
      case ObjectsReplaced replaced -> {
        out.writeIndex(OBJECTS_REPLACED);
        out.writeString(replaced.id());
        writeStrings(replaced.removed(), out);
        writeEntries(replaced.added(), out);
        out.writeLong(replaced.replacedAtMillis());
      }
      case ObjectDeleted deleted -> {
        out.writeIndex(OBJECT_DELETED);
        out.writeString(deleted.name());
        out.writeLong(deleted.deletedAtMillis());
      }
    }
  }

  @Override
  protected CatalogRecord read(BinaryDecoder in) throws IOException {
    int branch = in.readIndex();
    return switch (branch) {
      case SEGMENT_PUBLISHED ->
          new SegmentPublished(
              SegmentIdCodec.read(in),
              readEntries(in),
              in.readLong(),
              in.readLong(),
              in.readLong());
      case OBJECTS_REPLACED ->
          new ObjectsReplaced(in.readString(), readStrings(in), readEntries(in), in.readLong());
      case OBJECT_DELETED -> new ObjectDeleted(in.readString(), in.readLong());
      default -> throw new IOException("event has branches 0 to 2, found " + branch);
    };
  }

  private static void writeEntries(List<ObjectEntry> entries, Encoder out) throws IOException {
    out.writeArrayStart();
    out.setItemCount(entries.size());
    for (ObjectEntry entry : entries) {
      out.startItem();
      out.writeString(entry.tenant().value());
      out.writeString(entry.name());
      out.writeLong(entry.bytes());
      out.writeLong(entry.rows());
      out.writeLong(entry.streams());
      out.writeLong(entry.rawBytes());
      out.writeLong(entry.minTimestamp());
      out.writeLong(entry.maxTimestamp());
    }
    out.writeArrayEnd();
  }

  private static List<ObjectEntry> readEntries(Decoder in) throws IOException {
    List<ObjectEntry> entries = new ArrayList<>();
    for (long block = in.readArrayStart(); block != 0; block = in.arrayNext()) {
      for (long i = 0; i < block; i++) {
        entries.add(
            new ObjectEntry(
                new TenantId(in.readString()),
                in.readString(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong()));
      }
    }
    return entries;
  }

  private static void writeStrings(List<String> values, Encoder out) throws IOException {
    out.writeArrayStart();
    out.setItemCount(values.size());
    for (String value : values) {
      out.startItem();
      out.writeString(value);
    }
    out.writeArrayEnd();
  }

  private static List<String> readStrings(Decoder in) throws IOException {
    List<String> values = new ArrayList<>();
    for (long block = in.readArrayStart(); block != 0; block = in.arrayNext()) {
      for (long i = 0; i < block; i++) {
        values.add(in.readString());
      }
    }
    return values;
  }
}
