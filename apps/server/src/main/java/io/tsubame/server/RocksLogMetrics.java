package io.tsubame.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tsubame.eventlog.rocksdb.RocksEventLog;
import io.tsubame.eventlog.rocksdb.RocksEventLogStatistics;
import java.util.function.ToLongFunction;

/// What the log in the data directory counts.
record RocksLogMetrics(RocksEventLog log) implements MeterBinder {
  @Override
  public void bindTo(MeterRegistry registry) {
    count(registry, "flushes", "Flushes to the disk", RocksEventLogStatistics::flushes);
    count(registry, "requests", "Batches that shared these", RocksEventLogStatistics::requests);
    count(registry, "refusals", "Batches refused as overload", RocksEventLogStatistics::refusals);
    count(
        registry,
        "failures",
        "Flushes that failed; the first ends all writing",
        RocksEventLogStatistics::failures);
    Gauge.builder("tsubame.log.waiting", log, each -> each.statistics().waitingBatches())
        .description("Batches that wait for a flush")
        .register(registry);
    Gauge.builder("tsubame.log.waiting.bytes", log, each -> each.statistics().waitingBytes())
        .description("The same in bytes")
        .register(registry);
  }

  private void count(
      MeterRegistry registry,
      String name,
      String description,
      ToLongFunction<RocksEventLogStatistics> count) {
    FunctionCounter.builder(
            "tsubame.log." + name, log, each -> count.applyAsLong(each.statistics()))
        .description(description)
        .register(registry);
  }
}
