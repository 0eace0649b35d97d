package io.millrace.query.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.millrace.query.exec.LogEntry;
import io.millrace.query.exec.LogStream;
import io.millrace.query.metric.Series;
import io.millrace.query.plan.QueryContext;
import io.millrace.query.plan.TimeGrid;
import io.millrace.schemas.model.Label;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Writes one answer of the query API to a stream, as it goes. The stream is flushed and not
/// closed.
public final class AnswerWriter {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE).build();
  private static final HtmlEscapes HTML = new HtmlEscapes();
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final JsonGenerator out;

  public AnswerWriter(OutputStream to) throws IOException {
    this.out = JSON.createGenerator(to);
    out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  /// A log answer. `encodingFlags` are those of the request; with `categorized`, entries carry
  /// their labels by category.
  public void streams(
      List<LogStream> streams,
      List<String> encodingFlags,
      boolean categorized,
      List<String> warnings,
      QueryContext context)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("status", "success");
    strings("warnings", warnings);
    out.writeObjectFieldStart("data");
    out.writeStringField("resultType", "streams");
    strings("encodingFlags", encodingFlags);
    out.writeArrayFieldStart("result");
    long entries = 0;
    for (LogStream stream : streams) {
      out.writeStartObject();
      labels("stream", stream.labels());
      out.writeArrayFieldStart("values");
      for (LogEntry entry : stream.entries()) {
        entry(entry, categorized);
      }
      entries += stream.entries().size();
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
    new StatsWriter(out).write(context, entries);
    out.writeEndObject();
    out.writeEndObject();
    newline();
  }

  private void entry(LogEntry entry, boolean categorized) throws IOException {
    out.writeStartArray();
    out.writeString(Long.toString(entry.timestamp()));
    out.setCharacterEscapes(HTML);
    out.writeUTF8String(entry.line(), 0, entry.line().length);
    out.setCharacterEscapes(null);
    if (categorized) {
      out.writeStartObject();
      if (!entry.metadata().isEmpty()) {
        labels("structuredMetadata", entry.metadata());
      }
      if (!entry.parsed().isEmpty()) {
        labels("parsed", entry.parsed());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /// The answer of a range query for samples.
  public void matrix(
      List<Series> series, TimeGrid grid, List<String> warnings, QueryContext context)
      throws IOException {
    startSamples("matrix");
    out.writeArrayFieldStart("result");
    for (Series one : series) {
      out.writeStartObject();
      labels("metric", one.labels().pairs());
      out.writeArrayFieldStart("values");
      for (int i = 0; i < one.points(); i++) {
        sample(grid.time(one.steps()[i]) / NANOS_PER_MILLI, one.values()[i]);
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
    endSamples(series.size(), warnings, context);
  }

  /// The answer of an instant query: one sample for each series, at `millis`.
  public void vector(List<Series> series, long millis, List<String> warnings, QueryContext context)
      throws IOException {
    startSamples("vector");
    out.writeArrayFieldStart("result");
    for (Series one : series) {
      out.writeStartObject();
      labels("metric", one.labels().pairs());
      out.writeFieldName("value");
      sample(millis, one.values()[0]);
      out.writeEndObject();
    }
    out.writeEndArray();
    endSamples(series.size(), warnings, context);
  }

  /// The answer of an instant query that is but a number. Its time is in milliseconds, unlike any
  /// other, because Loki's is.
  public void scalar(double value, long millis, QueryContext context) throws IOException {
    startSamples("scalar");
    out.writeArrayFieldStart("result");
    out.writeNumber(millis);
    out.writeString(NumberText.sample(value));
    out.writeEndArray();
    endSamples(1, List.of(), context);
  }

  /// Volumes: a vector where no series has more than one sample, else a matrix.
  public void volumes(List<VolumeSeries> volumes, QueryContext context) throws IOException {
    boolean isVector = volumes.stream().allMatch(v -> v.millis().length <= 1);
    startSamples(isVector ? "vector" : "matrix");
    out.writeArrayFieldStart("result");
    for (VolumeSeries volume : volumes) {
      out.writeStartObject();
      labels("metric", volume.labels());
      if (isVector) {
        out.writeFieldName("value");
        sample(volume.millis()[0], volume.bytes()[0]);
      } else {
        out.writeArrayFieldStart("values");
        for (int i = 0; i < volume.millis().length; i++) {
          sample(volume.millis()[i], volume.bytes()[i]);
        }
        out.writeEndArray();
      }
      out.writeEndObject();
    }
    out.writeEndArray();
    endSamples(volumes.size(), List.of(), context);
  }

  /// `{"status":"success","data":[…]}`; the key is left out where there is nothing.
  public void names(List<String> names) throws IOException {
    out.writeStartObject();
    out.writeStringField("status", "success");
    strings("data", names);
    out.writeEndObject();
    newline();
  }

  /// `{"values":[…]}`, the shape of the old API.
  public void legacyValues(List<String> values) throws IOException {
    out.writeStartObject();
    strings("values", values);
    out.writeEndObject();
    newline();
  }

  /// `{"status":"success","data":[{…},…]}`
  public void series(List<List<Label>> series) throws IOException {
    out.writeStartObject();
    out.writeStringField("status", "success");
    out.writeArrayFieldStart("data");
    for (List<Label> one : series) {
      out.writeStartObject();
      fields(one);
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
    newline();
  }

  /// `{"streams":N,"chunks":N,"bytes":N,"entries":N}`
  public void indexStats(long streams, long chunks, long bytes, long entries) throws IOException {
    out.writeStartObject();
    out.writeNumberField("streams", streams);
    out.writeNumberField("chunks", chunks);
    out.writeNumberField("bytes", bytes);
    out.writeNumberField("entries", entries);
    out.writeEndObject();
    newline();
  }

  /// The log answer of the old API: labels as text, times in RFC 3339.
  public void legacyStreams(List<LegacyStream> streams, QueryContext context) throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart("streams");
    long entries = 0;
    for (LegacyStream stream : streams) {
      out.writeStartObject();
      out.writeStringField("labels", stream.labels());
      out.writeArrayFieldStart("entries");
      for (LegacyStream.Entry entry : stream.entries()) {
        out.writeStartObject();
        out.writeStringField("ts", entry.time());
        out.writeFieldName("line");
        out.writeUTF8String(entry.line(), 0, entry.line().length);
        out.writeEndObject();
      }
      entries += stream.entries().size();
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
    new StatsWriter(out).write(context, entries);
    out.writeEndObject();
    newline();
  }

  /// Two texts under two names, as `format_query` answers.
  public void pair(String name, String value, String otherName, String otherValue)
      throws IOException {
    out.writeStartObject();
    out.writeStringField(name, value);
    out.writeStringField(otherName, otherValue);
    out.writeEndObject();
    newline();
  }

  private void startSamples(String type) throws IOException {
    out.writeStartObject();
    out.writeStringField("status", "success");
    out.writeObjectFieldStart("data");
    out.writeStringField("resultType", type);
  }

  private void endSamples(long entries, List<String> warnings, QueryContext context)
      throws IOException {
    new StatsWriter(out).write(context, entries);
    out.writeEndObject();
    strings("warnings", warnings);
    out.writeEndObject();
    out.flush();
  }

  private void sample(long millis, double value) throws IOException {
    out.writeStartArray();
    out.writeNumber(NumberText.seconds(millis));
    out.writeString(NumberText.sample(value));
    out.writeEndArray();
  }

  private void labels(String name, List<Label> labels) throws IOException {
    out.writeObjectFieldStart(name);
    fields(labels);
    out.writeEndObject();
  }

  private void fields(List<Label> labels) throws IOException {
    for (Label label : labels) {
      out.writeStringField(label.name(), label.value());
    }
  }

  /// An array field, unless it would be empty.
  private void strings(String name, List<String> values) throws IOException {
    if (!values.isEmpty()) {
      out.writeArrayFieldStart(name);
      for (String value : values) {
        out.writeString(value);
      }
      out.writeEndArray();
    }
  }

  private void newline() throws IOException {
    out.writeRaw('\n');
    out.flush();
  }
}
