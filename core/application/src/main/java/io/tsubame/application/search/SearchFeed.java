package io.tsubame.application.search;

import io.tsubame.application.engine.Progress;
import io.tsubame.application.follower.FollowerNumbers;
import io.tsubame.application.shard.CommitListener;
import java.util.function.Consumer;

/// Keeps the index that queries ask level with the log.
public interface SearchFeed extends IndexInUse, CommitListener, AutoCloseable {
  /// Feeds it from now on, or from when it answers.
  void start();

  /// What follows the log for it here.
  FollowerNumbers numbers();

  /// Makes the index anew while the one in use serves, and puts it into use. Blocks until then.
  ///
  /// @throws io.tsubame.application.Unavailable where it is being made anew already, or another
  ///   process has to be asked
  void rebuild(Consumer<Progress> listener) throws InterruptedException;

  @Override
  void close();
}
