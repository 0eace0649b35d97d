/// A log row on its way through a pipeline: its line, its labels and what it is worth.
///
/// There is one [Row] per worker, refilled for each log row. Labels are byte ranges that point into
/// the slice, into the line or into the row's [Scratch]; names are small numbers of a [NameTable].
/// Strings appear only in a [LabelSet], built once for each distinct set of labels by a
/// [SeriesTable].
///
/// A name has one value: what a parser extracts beats structured metadata, and that beats the
/// labels of the stream; a parsed or metadata name that a stream label already has gets the suffix
/// `_extracted` instead.
@NullMarked
package io.millrace.query.row;

import org.jspecify.annotations.NullMarked;
