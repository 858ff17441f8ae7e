package io.tsubame.cluster.pekko;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What Pekko is told.
final class Settings {
  private Settings() {}

  static Config of(PekkoPeersConfig config) {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("pekko.actor.provider", "cluster");
    own.put("pekko.actor.allow-java-serialization", "off");
    own.put("pekko.loggers", List.of("org.apache.pekko.event.slf4j.Slf4jLogger"));
    own.put("pekko.logging-filter", "org.apache.pekko.event.slf4j.Slf4jLoggingFilter");
    own.put("pekko.loglevel", "INFO");
    own.put("pekko.log-dead-letters", "off");
    own.put("pekko.remote.artery.transport", "tcp");
    own.put("pekko.remote.artery.canonical.hostname", config.host());
    own.put("pekko.remote.artery.canonical.port", config.port());
    own.put("pekko.remote.artery.advanced.outbound-message-queue-size", 8_192);
    own.put("pekko.cluster.roles", List.of(Membership.NAME + config.name()));
    own.put("pekko.cluster.jmx.enabled", "off");
    own.put("pekko.cluster.seed-node-timeout", "30s");
    own.put("pekko.cluster.allow-weakly-up-members", "1s");
    own.put("pekko.cluster.gossip-interval", "200ms");
    own.put("pekko.cluster.leader-actions-interval", "200ms");
    own.put("pekko.cluster.unreachable-nodes-reaper-interval", "200ms");
    own.put("pekko.cluster.failure-detector.heartbeat-interval", "300ms");
    own.put(
        "pekko.cluster.failure-detector.acceptable-heartbeat-pause",
        config.pause().toMillis() + "ms");
    own.put(
        "pekko.cluster.downing-provider-class",
        "org.apache.pekko.cluster.sbr.SplitBrainResolverProvider");
    own.put("pekko.cluster.split-brain-resolver.active-strategy", "keep-majority");
    own.put(
        "pekko.cluster.split-brain-resolver.stable-after", config.forgetAfter().toMillis() + "ms");
    own.put("pekko.cluster.split-brain-resolver.down-all-when-unstable", "off");
    own.put("pekko.coordinated-shutdown.run-by-jvm-shutdown-hook", "off");
    own.put("pekko.coordinated-shutdown.run-by-actor-system-terminate", "off");
    own.put("pekko.coordinated-shutdown.exit-jvm", "off");
    own.put("pekko.jvm-shutdown-hooks", "off");
    return ConfigFactory.parseMap(own).withFallback(ConfigFactory.load());
  }
}
