package io.millrace.query.template.function;

import io.millrace.query.template.format.Int64;
import io.millrace.query.template.function.Function.Arguments;
import io.millrace.query.value.ByteSize;
import io.millrace.query.value.GoDuration;
import io.millrace.query.value.ValueSyntaxException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/// Arithmetic. Arguments are whatever can be made a number; what cannot is 0.
final class NumberFunctions {
  private static final int DIVISION_DIGITS = 16;
  private static final String DIVISION_BY_ZERO = "runtime error: integer divide by zero";

  private NumberFunctions() {}

  static void addTo(Functions functions) {
    functions.add("int", (args, _) -> Casts.toLong(args.any(0)), ParameterType.ANY);
    functions.add("float64", (args, _) -> Casts.toDouble(args.any(0)), ParameterType.ANY);
    functions.addVariadic("add", (args, _) -> fold(0, args, 0, Long::sum), ParameterType.ANY);
    functions.addVariadic(
        "mul",
        (args, _) -> fold(first(args), args, 1, (a, b) -> a * b),
        ParameterType.ANY,
        ParameterType.ANY);
    functions.addVariadic(
        "max",
        (args, _) -> fold(first(args), args, 1, Math::max),
        ParameterType.ANY,
        ParameterType.ANY);
    functions.addVariadic(
        "min",
        (args, _) -> fold(first(args), args, 1, Math::min),
        ParameterType.ANY,
        ParameterType.ANY);
    functions.add(
        "sub",
        (args, _) -> new Int64(first(args) - Casts.toLong(args.any(1))),
        ParameterType.ANY,
        ParameterType.ANY);
    functions.add(
        "div",
        (args, _) -> new Int64(first(args) / divisor(args)),
        ParameterType.ANY,
        ParameterType.ANY);
    functions.add(
        "mod",
        (args, _) -> new Int64(first(args) % divisor(args)),
        ParameterType.ANY,
        ParameterType.ANY);

    functions.addVariadic(
        "addf",
        (args, _) -> foldDecimal(BigDecimal.ZERO, args, 0, BigDecimal::add),
        ParameterType.ANY);
    functions.addVariadic(
        "subf",
        (args, _) -> foldDecimal(decimal(args, 0), args, 1, BigDecimal::subtract),
        ParameterType.ANY,
        ParameterType.ANY);
    functions.addVariadic(
        "mulf",
        (args, _) -> foldDecimal(decimal(args, 0), args, 1, BigDecimal::multiply),
        ParameterType.ANY,
        ParameterType.ANY);
    functions.addVariadic("divf", (args, _) -> divide(args), ParameterType.ANY, ParameterType.ANY);
    functions.addVariadic(
        "maxf", (args, _) -> foldReal(args, Math::max), ParameterType.ANY, ParameterType.ANY);
    functions.addVariadic(
        "minf", (args, _) -> foldReal(args, Math::min), ParameterType.ANY, ParameterType.ANY);

    functions.add("ceil", (args, _) -> Math.ceil(Casts.toDouble(args.any(0))), ParameterType.ANY);
    functions.add("floor", (args, _) -> Math.floor(Casts.toDouble(args.any(0))), ParameterType.ANY);
    functions.addVariadic(
        "round",
        (args, _) -> round(args),
        ParameterType.ANY,
        ParameterType.INT,
        ParameterType.FLOAT);

    functions.add("bytes", (args, _) -> ByteSize.parse(args.string(0)), ParameterType.STRING);
    functions.add("duration", (args, _) -> seconds(args), ParameterType.STRING);
    functions.add("duration_seconds", (args, _) -> seconds(args), ParameterType.STRING);
  }

  private static double seconds(Arguments args) throws ValueSyntaxException {
    return GoDuration.seconds(
        GoDuration.parse(io.millrace.query.template.GoString.decode(args.string(0))));
  }

  private static long first(Arguments args) {
    return Casts.toLong(args.any(0));
  }

  private static long divisor(Arguments args) throws ValueSyntaxException {
    long divisor = Casts.toLong(args.any(1));
    if (divisor == 0) {
      throw new ValueSyntaxException(DIVISION_BY_ZERO);
    }
    return divisor;
  }

  private static Int64 fold(long start, Arguments args, int from, LongBinaryOperator operator) {
    long value = start;
    for (int i = from; i < args.size(); i++) {
      value = operator.applyAsLong(value, Casts.toLong(args.any(i)));
    }
    return new Int64(value);
  }

  private static double foldReal(Arguments args, DoubleBinaryOperator operator) {
    double value = Casts.toDouble(args.any(0));
    for (int i = 1; i < args.size(); i++) {
      value = operator.applyAsDouble(value, Casts.toDouble(args.any(i)));
    }
    return value;
  }

  private static BigDecimal decimal(Arguments args, int index) throws ValueSyntaxException {
    double value = Casts.toDouble(args.any(index));
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new ValueSyntaxException("Cannot create a Decimal from " + GoNumbers.print(value));
    }
    return new BigDecimal(Double.toString(value));
  }

  private static double foldDecimal(
      BigDecimal start, Arguments args, int from, BinaryOperator<BigDecimal> operator)
      throws ValueSyntaxException {
    BigDecimal value = start;
    for (int i = from; i < args.size(); i++) {
      value = operator.apply(value, decimal(args, i));
    }
    return value.doubleValue();
  }

  private static double divide(Arguments args) throws ValueSyntaxException {
    BigDecimal value = decimal(args, 0);
    for (int i = 1; i < args.size(); i++) {
      BigDecimal divisor = decimal(args, i);
      if (divisor.signum() == 0) {
        throw new ValueSyntaxException("decimal division by 0");
      }
      value = value.divide(divisor, DIVISION_DIGITS, RoundingMode.HALF_UP);
    }
    return value.doubleValue();
  }

  private static double round(Arguments args) {
    double threshold = args.size() > 2 ? Casts.toDouble(args.any(2)) : 0.5;
    double power = Math.pow(10, (double) args.integer(1));
    double shifted = power * Casts.toDouble(args.any(0));
    double fraction = shifted - (shifted < 0 ? Math.ceil(shifted) : Math.floor(shifted));
    return (fraction >= threshold ? Math.ceil(shifted) : Math.floor(shifted)) / power;
  }
}
