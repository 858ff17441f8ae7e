package io.tsubame.application.move;

import io.tsubame.application.policy.Policies;
import io.tsubame.application.policy.Policy;
import io.tsubame.application.projection.Projection;
import io.tsubame.application.secret.RandomBytes;
import io.tsubame.application.shard.CommitCodec;
import java.nio.file.Path;
import java.util.List;

/// What a move works with. It closes none of it.
///
/// @param projections that make the views of the target
/// @param policies whose checkpoints move along
/// @param scratch a folder in which files lie on their way
public record MovePorts(
    MoveEnd source,
    MoveEnd target,
    CommitCodec codec,
    List<Projection> projections,
    List<Policy> policies,
    RandomBytes random,
    Path scratch) {
  public MovePorts {
    projections = List.copyOf(projections);
    policies = List.copyOf(policies);
  }

  List<String> policyCheckpoints() {
    return policies.stream().map(Policies::checkpointOf).toList();
  }
}
