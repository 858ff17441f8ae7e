package io.tsubame.application.shard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tsubame.application.query.Freshness;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Remembers up to where the views must have come for each account to see what it wrote. Accounts
/// beyond the bound, and this process's restart, cost them the wait, not more: the views are some
/// milliseconds behind.
final class OwnWrites implements Freshness {
  private final ViewProgress views;
  private final Duration patience;

  private final Cache<AccountId, Ends> ends;

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
  public void wrote(AccountId account, int shard, long position) {
    ends.get(account, _ -> new Ends()).add(shard, position + 1, views);
  }

  @Override
  public void awaitOwnWrites(AccountId account) {
    Ends known = ends.getIfPresent(account);
    Map<Integer, Long> expected = known == null ? Map.of() : known.ahead(views);
    if (expected.isEmpty()) {
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

  /// For each shard the position behind the account's last acknowledged record there. Shards whose
  /// views have come so far are of no more use; they go when somebody asks, and now and then when
  /// the account writes, so that a write costs no look at all the others.
  private static final class Ends {
    private static final int SMALL = 8;

    private final Map<Integer, Long> byShard = new HashMap<>();
    private int crowded = SMALL;

    synchronized void add(int shard, long end, ViewProgress views) {
      byShard.merge(shard, end, Math::max);
      if (byShard.size() > crowded) {
        forgetProjected(views);
        crowded = Math.max(SMALL, 2 * byShard.size());
      }
    }

    synchronized Map<Integer, Long> ahead(ViewProgress views) {
      forgetProjected(views);
      return Map.copyOf(byShard);
    }

    private void forgetProjected(ViewProgress views) {
      byShard.entrySet().removeIf(end -> views.projected(end.getKey()) >= end.getValue());
    }
  }
}
