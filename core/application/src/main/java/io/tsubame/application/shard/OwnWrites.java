package io.tsubame.application.shard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tsubame.application.query.Freshness;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Remembers up to where the views must have come for each account to see what it wrote. Accounts
/// beyond the bound, and this process's restart, cost them the wait, not more: the views are some
/// milliseconds behind.
final class OwnWrites implements Freshness {
  private final ViewProgress views;
  private final Duration patience;

  /// By account, for each shard the position behind its last acknowledged record there.
  private final Cache<AccountId, Map<Integer, Long>> ends;

  OwnWrites(ViewProgress views, int accounts, Duration patience) {
    this.views = views;
    this.patience = patience;
    ends = Caffeine.newBuilder().maximumSize(accounts).executor(Runnable::run).build();
  }

  void acknowledged(Actor actor, Outcome outcome) {
    if (actor instanceof Actor.Person(AccountId account)) {
      wrote(account, outcome);
    }
  }

  @Override
  public void wrote(AccountId account, Outcome outcome) {
    if (outcome instanceof Outcome.Accepted(_, int shard, long position, _)) {
      ends.asMap().compute(account, (_, before) -> with(before, shard, position + 1));
    }
  }

  @Override
  public void awaitOwnWrites(AccountId account) {
    Map<Integer, Long> expected = ends.getIfPresent(account);
    if (expected == null) {
      return;
    }
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      for (Map.Entry<Integer, Long> end : expected.entrySet()) {
        Duration rest = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        boolean _ = views.awaitProjected(end.getKey(), end.getValue(), rest);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Without the shards whose views have come so far: there are one or two left.
  private Map<Integer, Long> with(@Nullable Map<Integer, Long> before, int shard, long end) {
    Map<Integer, Long> after = new HashMap<>();
    if (before != null) {
      before.forEach((other, position) -> {
        if (views.projected(other) < position) {
          after.put(other, position);
        }
      });
    }
    after.merge(shard, end, Math::max);
    return Map.copyOf(after);
  }
}
