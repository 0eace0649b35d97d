package io.millrace.gateway.level;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.millrace.schemas.logs.LabelMapCodec;
import io.millrace.schemas.model.Label;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The values of `detected_level` that have a meaning of their own.
@SuppressWarnings("ImmutableEnumChecker") // nobody writes to the arrays
public enum Level {
  UNKNOWN,
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR,
  CRITICAL,
  FATAL;

  /// The name of the metadata.
  public static final String NAME = "detected_level";

  private final byte[] text = name().toLowerCase(Locale.ROOT).getBytes(US_ASCII);
  private final byte[] metadata =
      LabelMapCodec.encode(List.of(new Label(NAME, name().toLowerCase(Locale.ROOT))));

  /// The value as it is stored; not to be changed.
  public byte[] text() {
    return text;
  }

  /// The metadata map of a line that has no other; not to be changed.
  public byte[] metadata() {
    return metadata;
  }

  /// The level that a value names, in whatever case; null where it names none.
  public static @Nullable Level of(byte[] data, int offset, int length) {
    return switch (length) {
      case 3 -> {
        int word = lower(data, offset, 3);
        yield switch (word) {
          case 't' << 16 | 'r' << 8 | 'c' -> TRACE;
          case 'd' << 16 | 'b' << 8 | 'g' -> DEBUG;
          case 'i' << 16 | 'n' << 8 | 'f' -> INFO;
          case 'w' << 16 | 'r' << 8 | 'n' -> WARN;
          case 'e' << 16 | 'r' << 8 | 'r' -> ERROR;
          default -> null;
        };
      }
      case 4 -> is(data, offset, "info") ? INFO : is(data, offset, "warn") ? WARN : null;
      case 5 ->
          is(data, offset, "error")
              ? ERROR
              : is(data, offset, "debug")
                  ? DEBUG
                  : is(data, offset, "trace") ? TRACE : is(data, offset, "fatal") ? FATAL : null;
      case 7 -> is(data, offset, "warning") ? WARN : null;
      case 8 -> is(data, offset, "critical") ? CRITICAL : null;
      case 11 -> is(data, offset, "information") ? INFO : null;
      default -> null;
    };
  }

  private static int lower(byte[] data, int offset, int length) {
    int word = 0;
    for (int i = 0; i < length; i++) {
      word = word << 8 | ((data[offset + i] & 0xFF) | 0x20);
    }
    return word;
  }

  /// Whether the letters at `offset` are those of `word`, which is in lower case.
  static boolean is(byte[] data, int offset, String word) {
    for (int i = 0; i < word.length(); i++) {
      if ((data[offset + i] | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
