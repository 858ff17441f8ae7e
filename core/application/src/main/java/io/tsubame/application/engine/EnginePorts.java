package io.tsubame.application.engine;

import io.tsubame.application.log.EventLog;
import io.tsubame.application.policy.Policies;
import io.tsubame.application.policy.Policy;
import io.tsubame.application.projection.Projection;
import io.tsubame.application.shard.CommitCodec;
import io.tsubame.application.shard.Deciders;
import io.tsubame.application.shard.StateLoader;
import io.tsubame.application.view.ViewStore;
import java.time.Clock;
import java.util.List;

/// What the engine works with. It closes none of it.
///
/// @param loader reads from the views
public record EnginePorts(
    EventLog log,
    CommitCodec codec,
    Deciders deciders,
    ViewStore views,
    StateLoader loader,
    List<Projection> projections,
    List<Policy> policies,
    Clock clock) {
  public EnginePorts {
    projections = List.copyOf(projections);
    policies = List.copyOf(policies);
  }

  /// The names under which policies keep their checkpoints.
  List<String> policyCheckpoints() {
    return policies.stream().map(Policies::checkpointOf).toList();
  }
}
