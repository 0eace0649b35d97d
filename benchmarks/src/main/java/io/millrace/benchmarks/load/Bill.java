package io.millrace.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a process has used, from `/proc`.
///
/// `cpuSeconds` is user and system time of all threads so far, `peakBytes` the high-water mark of
/// resident memory.
record Bill(double cpuSeconds, long peakBytes) {
  private static final double TICKS_PER_SECOND = 100;

  static Bill of(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    double cpu = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    long peak = 0;
    for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
      if (line.startsWith("VmHWM:")) {
        peak = Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    return new Bill(cpu, peak);
  }
}
