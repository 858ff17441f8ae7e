package io.tsubame.application.cluster;

import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.ShardMessage;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.Rejection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What nodes say to each other. Two releases side by side understand each other as far as both
/// know what is said.
public sealed interface NodeMessage {
  /// Decide a command, since you own the shard.
  ///
  /// @param millis after which the sender waits no more
  record Order(int shard, ShardMessage message, Actor actor, @Nullable CommandId id, long millis)
      implements NodeMessage {}

  record Accepted(Commit commit, int shard, long position, boolean repeated)
      implements NodeMessage {}

  record Rejected(Rejection reason) implements NodeMessage {}

  /// @param message for the log
  record Failed(Kind kind, String message) implements NodeMessage {
    public enum Kind {
      NOT_OWNER,
      UNAVAILABLE,
      OVERLOADED,
      SEALED,
      OUTCOME_UNKNOWN,
      BUG
    }
  }

  /// I stand for these shards and no others: give up what is mine by that, and say for which you
  /// stand.
  ///
  /// @param version greater after each change
  /// @param reachesLog whether the log answers the sender
  record Stands(long version, List<Integer> shards, boolean reachesLog) implements NodeMessage {}

  /// The account has written at the position of a shard that you own, by the server's hand.
  record Wrote(AccountId account, int shard, long position) implements NodeMessage {}

  /// Say when the views hold what the account has written in your shards.
  record ShowOwnWrites(AccountId account) implements NodeMessage {}

  /// It is so, or is not so soon.
  record Done() implements NodeMessage {}
}
