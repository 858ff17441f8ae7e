package io.tsubame.application.live;

import io.tsubame.application.shard.CommitListener;

/// Hears of the commits of all nodes that concern this one, each once and in the order of its
/// shard; at least of all that it needs.
public interface LiveListener extends CommitListener {
  /// Commits went by that nobody heard of here. The views hold them, as a rule.
  void missed();
}
