package io.tsubame.api.v1;

import io.tsubame.application.Unavailable;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commands;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Command;
import io.tsubame.domain.Creation;
import org.jspecify.annotations.Nullable;

/// Serves a number of commands and then none any more.
final class FailingCommands implements Commands {
  private final Commands inner;
  private int left;

  FailingCommands(Commands inner, int left) {
    this.inner = inner;
    this.left = left;
  }

  @Override
  public Outcome send(AggregateId to, Command command, Actor actor, @Nullable CommandId id) {
    serve();
    return inner.send(to, command, actor, id);
  }

  @Override
  public Outcome create(Creation creation, Actor actor, @Nullable CommandId id) {
    serve();
    return inner.create(creation, actor, id);
  }

  private void serve() {
    if (left-- == 0) {
      throw new Unavailable("broken off");
    }
  }
}
