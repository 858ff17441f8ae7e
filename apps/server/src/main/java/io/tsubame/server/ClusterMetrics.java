package io.tsubame.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/// What a node knows of its cluster, for `/metrics`.
record ClusterMetrics(AsNode node) implements MeterBinder {
  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(registry, "members", "Nodes on which shards may lie", AsNode.Numbers::members);
    gauge(registry, "others", "Other nodes that can be reached", AsNode.Numbers::others);
    gauge(registry, "owned", "Shards that are this node's", AsNode.Numbers::owned);
    gauge(
        registry,
        "feeding",
        "1 where this node feeds the search index",
        numbers -> numbers.feeding() ? 1 : 0);
    gauge(
        registry,
        "followed",
        "Rooms that connections of this node follow",
        numbers -> numbers.fanout().followed());
    gauge(
        registry,
        "named",
        "Rooms of this node that others follow",
        numbers -> numbers.fanout().named());
    gauge(registry, "waiting", "Asks of other nodes without an answer", AsNode.Numbers::waiting);
    count(registry, "asks", "Asks of other nodes", AsNode.Numbers::asks);
    count(
        registry,
        "heard",
        "Commits of all nodes that were brought to this one's connections",
        numbers -> numbers.fanout().heard());
    count(
        registry,
        "failures",
        "Messages of other nodes that were not understood, and listeners that threw",
        numbers -> numbers.fanout().failures());
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<AsNode.Numbers> value) {
    Gauge.builder("tsubame.cluster." + name, node, each -> value.applyAsDouble(each.numbers()))
        .description(description)
        .register(registry);
  }

  private void count(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<AsNode.Numbers> value) {
    FunctionCounter.builder(
            "tsubame.cluster." + name, node, each -> value.applyAsDouble(each.numbers()))
        .description(description)
        .register(registry);
  }
}
