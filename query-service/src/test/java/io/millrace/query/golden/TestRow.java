package io.millrace.query.golden;

import io.millrace.schemas.model.Label;
import io.millrace.schemas.model.Labels;
import java.util.List;

/// One line as a test writes it down. The metadata is sorted by name.
record TestRow(Labels labels, long timestamp, String line, List<Label> metadata) {}
