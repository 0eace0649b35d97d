package io.millrace.query.template.format;

import io.millrace.query.row.RowLabels;
import io.millrace.query.template.GoString;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Go's `map[string]string`: the labels of the row at hand, looked up when asked for. Names and
/// values are bytes. Other maps are `map[string]interface {}`.
public final class StringMap extends AbstractMap<String, Object> {
  private final RowLabels labels;

  public StringMap(RowLabels labels) {
    this.labels = labels;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    if (!(key instanceof String name)) {
      return null;
    }
    int id = labels.names().find(GoString.bytes(name));
    int entry = id < 0 ? -1 : labels.slot(id);
    return entry < 0
        ? null
        : GoString.of(labels.text(entry), labels.start(entry), labels.length(entry));
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    Map<String, Object> all = new TreeMap<>();
    for (int entry = 0; entry < labels.entries(); entry++) {
      if (labels.isLive(entry)) {
        all.put(
            GoString.encode(labels.names().text(labels.name(entry))),
            GoString.of(labels.text(entry), labels.start(entry), labels.length(entry)));
      }
    }
    return all.entrySet();
  }
}
