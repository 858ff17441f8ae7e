package io.tsubame.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tsubame.views.hbase.HBaseViewNumbers;
import io.tsubame.views.hbase.HBaseViewStore;
import java.util.function.ToLongFunction;

/// What the views on HBase count.
record HBaseMetrics(HBaseViewStore views) implements MeterBinder {
  @Override
  public void bindTo(MeterRegistry registry) {
    count(registry, "calls", "Calls of HBase", HBaseViewNumbers::calls);
    count(registry, "failures", "Calls that failed", HBaseViewNumbers::failures);
    count(
        registry,
        "refusals",
        "Calls that were not made, since HBase does not answer",
        HBaseViewNumbers::refused);
    count(
        registry, "shared", "Reads that got the answer to another one", HBaseViewNumbers::shared);
    count(registry, "batches", "Batches written", HBaseViewNumbers::batches);
    count(
        registry,
        "repeats",
        "Writes again, because another node had written for the shard",
        HBaseViewNumbers::repeats);
    count(
        registry,
        "mended",
        "Batches whose rows were written again after a break",
        HBaseViewNumbers::mended);
    Gauge.builder("tsubame.hbase.away", views, each -> each.numbers().open() ? 1 : 0)
        .description("1 while HBase does not answer")
        .register(registry);
  }

  private void count(
      MeterRegistry registry,
      String name,
      String description,
      ToLongFunction<HBaseViewNumbers> count) {
    FunctionCounter.builder(
            "tsubame.hbase." + name, views, each -> count.applyAsLong(each.numbers()))
        .description(description)
        .register(registry);
  }
}
