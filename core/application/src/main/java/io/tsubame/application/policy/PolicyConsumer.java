package io.tsubame.application.policy;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.follower.LogBatch;
import io.tsubame.application.follower.LogConsumer;
import io.tsubame.application.follower.PoisonedCommit;
import io.tsubame.application.policy.Policy.Order;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commands;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.CommitCodec;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.shard.Outcome;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.application.view.ViewStore;
import io.tsubame.domain.Actor;
import io.tsubame.domain.Rejection;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the commands of one policy. The checkpoint is written behind them, so after a crash some
/// are sent again: each has a name made from policy and commit, by which the second has no effect.
/// The commit's position is no part of it, since data that moves gets other ones.
final class PolicyConsumer implements LogConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyConsumer.class);

  /// After how many events without an order the checkpoint is written all the same. A start reads
  /// these again; the commits of an import have a thousand each.
  private static final int IDLE_EVENTS = 1_000;

  private static final Duration LONG_AGO = Duration.ofDays(1);

  /// Of the commit, in the names of orders.
  private static final int DIGEST_BYTES = 16;

  private final Policy policy;
  private final Commands commands;
  private final ViewStore store;
  private final CommitCodec codec;
  private final Clock clock;

  /// Shards of which there is no checkpoint, because the policy is new or the views were thrown
  /// away. What happened there long ago has been done long since, or has been undone.
  private final Set<Integer> unknown = ConcurrentHashMap.newKeySet();

  /// Ends that are not written yet: most commits concern no policy and need no write.
  private final Map<Integer, Long> unwritten = new HashMap<>();

  /// Events since the checkpoint was written, or since the start.
  private int idle;

  PolicyConsumer(
      Policy policy, Commands commands, ViewStore store, CommitCodec codec, Clock clock) {
    this.policy = policy;
    this.codec = codec;
    this.clock = clock;
    this.commands = commands;
    this.store = store;
  }

  @Override
  public String name() {
    return Policies.checkpointOf(policy);
  }

  @Override
  public long checkpoint(int shard) {
    long checkpoint = store.checkpoint(name(), shard);
    if (checkpoint == 0) {
      unknown.add(shard);
    }
    return checkpoint;
  }

  @Override
  public void consume(LogBatch batch) {
    boolean ordered = false;
    for (Committed committed : batch.commits()) {
      ordered |= follow(committed);
      idle += committed.commit().events().size();
    }
    unwritten.putAll(batch.ends());
    if (ordered || idle >= IDLE_EVENTS) {
      writeCheckpoints();
    }
  }

  private boolean follow(Committed committed) {
    if (isLongAgo(committed)) {
      return false;
    }
    List<Order> orders = ordersOf(committed);
    if (orders.isEmpty()) {
      return false;
    }
    send(orders, "policy:%s:%s".formatted(policy.name(), digest(committed.commit())), committed);
    return true;
  }

  private String digest(Commit commit) {
    byte[] whole = Tokens.sha256(codec.encode(commit).payload());
    return HexFormat.of().formatHex(whole, 0, DIGEST_BYTES);
  }

  private boolean isLongAgo(Committed committed) {
    return unknown.contains(committed.shard())
        && committed.commit().at().isBefore(clock.instant().minus(LONG_AGO));
  }

  /// @param name of the commit, and of the orders that led to these
  private void send(List<Order> orders, String name, Committed committed) {
    for (int index = 0; index < orders.size(); index++) {
      Order order = orders.get(index);
      String own = name + ":" + index;
      switch (commands.send(order.to(), order.command(), Actor.SERVER, new CommandId(own))) {
        case Outcome.Accepted _ -> send(order.then(), own + ":then", committed);
        case Outcome.Rejected(Rejection reason) -> {
          report(committed, order, reason);
          send(order.otherwise(), own + ":otherwise", committed);
        }
      }
    }
  }

  private List<Order> ordersOf(Committed committed) {
    try {
      return policy.ordersOf(committed.commit());
    } catch (OperatingFailure failure) {
      throw failure;
    } catch (RuntimeException bug) {
      throw new PoisonedCommit(committed, bug);
    }
  }

  private void writeCheckpoints() {
    ViewBatch batch = new ViewBatch();
    unwritten.forEach((shard, end) -> batch.checkpoint(name(), shard, end));
    store.write(batch);
    unwritten.clear();
    idle = 0;
  }

  /// Usual where the use case that the policy completes was quicker.
  private void report(Committed committed, Order order, Rejection reason) {
    LOG.atDebug()
        .addKeyValue("policy", policy.name())
        .addKeyValue("shard", committed.shard())
        .addKeyValue("position", committed.position())
        .addKeyValue("command", order.command().getClass().getSimpleName())
        .addKeyValue("reason", reason.getClass().getSimpleName())
        .log("An order of a policy was refused");
  }
}
