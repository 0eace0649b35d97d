package io.millrace.runtime.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.runtime.BuildVersion;
import io.prometheus.metrics.core.metrics.Info;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The metrics of one process: every component registers in [#registry()], `GET /metrics` scrapes
/// it. Meters of the JVM and the process (`jvm_*`, `process_*`, `system_*`) and
/// `millrace_build_info` are there from the start. Closed by whoever made it.
public final class Metrics implements AutoCloseable {
  private static final Path RESIDENT_PAGES = Path.of("/proc/self/statm");
  private static final int PAGE_BYTES = 4096;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

  public Metrics() {
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    garbageCollection.bindTo(registry);
    if (Files.isReadable(RESIDENT_PAGES)) {
      Gauge.builder("process.resident.memory", Metrics::residentBytes)
          .baseUnit("bytes")
          .description("physical memory of the process")
          .register(registry);
    }
    var build = BuildVersion.current();
    for (String name : new String[] {"millrace_build_info", "loki_build_info"}) {
      Info.builder()
          .name(name)
          .help("the version that runs")
          .labelNames("version", "revision", "branch")
          .register(registry.getPrometheusRegistry())
          .addLabelValues(build.version(), build.revision(), build.branch());
    }
  }

  public PrometheusMeterRegistry registry() {
    return registry;
  }

  private static double residentBytes() {
    try {
      return Long.parseLong(Files.readString(RESIDENT_PAGES).split(" ", 3)[1])
          * (double) PAGE_BYTES;
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  @Override
  public void close() {
    garbageCollection.close();
    registry.close();
  }
}
