package io.tsubame.application.follower;

import io.tsubame.application.shard.Committed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A stretch of the logs of one or more shards.
///
/// @param commits in the order of each shard
/// @param ends for each shard the position behind its last record in the batch; there are records
///   without a commit
public record LogBatch(List<Committed> commits, Map<Integer, Long> ends) {
  public LogBatch {
    commits = List.copyOf(commits);
    ends = Map.copyOf(ends);
  }

  /// What comes before the commit.
  LogBatch before(Committed commit) {
    List<Committed> earlier = commits.subList(0, commits.indexOf(commit));
    Map<Integer, Long> earlierEnds = new HashMap<>(ends);
    List<Committed> rest = new ArrayList<>(commits.subList(earlier.size(), commits.size()));
    for (Committed left : rest.reversed()) {
      earlierEnds.put(left.shard(), left.position());
    }
    return new LogBatch(earlier, earlierEnds);
  }
}
