package io.tsubame.application.follower;

import io.tsubame.application.shard.Committed;

/// A commit on which a consumer throws: a bug, which trying again does not cure.
public final class PoisonedCommit extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Committed commit;

  public PoisonedCommit(Committed commit, Throwable cause) {
    super("shard %d, position %d".formatted(commit.shard(), commit.position()), cause);
    this.commit = commit;
  }

  Committed commit() {
    return commit;
  }
}
