package io.millrace.query.template.function;

import io.millrace.query.template.format.GoPrinter;
import io.millrace.query.template.format.GoTypes;
import io.millrace.query.template.format.Int64;
import io.millrace.query.value.ValueSyntaxException;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/// `eq` and `lt`: values of one kind only, and no nil with anything.
final class Comparisons {
  private static final String INCOMPATIBLE = "incompatible types for comparison";
  private static final String INVALID = "invalid type for comparison";

  private Comparisons() {}

  private enum Kind {
    BOOL,
    INT,
    FLOAT,
    STRING,
    OTHER
  }

  private static Kind kind(@Nullable Object value) {
    return switch (value) {
      case Boolean _ -> Kind.BOOL;
      case Long _, Int64 _ -> Kind.INT;
      case Double _ -> Kind.FLOAT;
      case String _ -> Kind.STRING;
      case null, default -> Kind.OTHER;
    };
  }

  static boolean equal(@Nullable Object one, @Nullable Object two) throws ValueSyntaxException {
    Kind kind = kind(one);
    if (kind != kind(two)) {
      if (one != null && two != null) {
        throw new ValueSyntaxException(INCOMPATIBLE);
      }
      return false;
    }
    if (one == null || two == null) {
      return one == null && two == null;
    }
    return switch (kind) {
      case INT -> integer(one) == integer(two);
      case FLOAT -> ((Double) one).doubleValue() == ((Double) two).doubleValue();
      case BOOL, STRING -> one.equals(two);
      case OTHER -> {
        if (one instanceof ZonedDateTime && two instanceof ZonedDateTime) {
          yield one.equals(two);
        }
        throw new ValueSyntaxException(
            "non-comparable type " + GoPrinter.value(one) + ": " + GoTypes.name(one));
      }
    };
  }

  static boolean less(@Nullable Object one, @Nullable Object two) throws ValueSyntaxException {
    Kind kind = kind(one);
    if (one == null || two == null || kind == Kind.OTHER || kind(two) == Kind.OTHER) {
      throw new ValueSyntaxException(INVALID);
    }
    if (kind != kind(two)) {
      throw new ValueSyntaxException(INCOMPATIBLE);
    }
    return switch (kind) {
      case INT -> integer(one) < integer(two);
      case FLOAT -> (Double) one < (Double) two;
      case STRING -> ((String) one).compareTo((String) two) < 0;
      case BOOL, OTHER -> throw new ValueSyntaxException(INVALID);
    };
  }

  private static long integer(Object value) {
    Long number = GoTypes.integer(value);
    return number == null ? 0 : number;
  }
}
