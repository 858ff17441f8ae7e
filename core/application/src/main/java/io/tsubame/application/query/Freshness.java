package io.tsubame.application.query;

import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;

/// Lets people read what they wrote: the views follow the log a little later, and a query waits
/// until they have come as far as the last acknowledged command of who asks.
public interface Freshness {
  /// Returns at once in nearly every case, after one second at the latest, whether the views have
  /// come so far or not. Call it once before the queries of a request.
  void awaitOwnWrites(AccountId account);

  /// Counts what the server ordered on the account's behalf as its own, so that it reads that, too.
  default void wrote(AccountId account, Outcome outcome) {
    if (outcome instanceof Outcome.Accepted(_, int shard, long position, _)) {
      wrote(account, shard, position);
    }
  }

  /// The same by the position at which it was written.
  void wrote(AccountId account, int shard, long position);
}
