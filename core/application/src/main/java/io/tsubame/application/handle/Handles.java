package io.tsubame.application.handle;

import io.tsubame.application.shard.Commands;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.handle.HandleCommand;
import io.tsubame.domain.handle.HandleCommand.BindHandle;
import io.tsubame.domain.handle.HandleCommand.ClaimHandle;
import io.tsubame.domain.handle.HandleCommand.ReleaseHandle;
import io.tsubame.domain.handle.HandleName;
import java.time.Clock;
import java.time.Duration;

/// Reserves a name before something that is to bear it changes, and binds it after. What is only
/// claimed falls free by itself, so a crash in between blocks nobody for long; what was created is
/// bound by a process manager.
///
/// Every step may be repeated.
public final class Handles {
  /// Longer than any use case takes.
  private static final Duration CLAIM = Duration.ofMinutes(5);

  private final Commands commands;
  private final Clock clock;

  public Handles(Commands commands, Clock clock) {
    this.commands = commands;
    this.clock = clock;
  }

  /// @param claim names the attempt, so that it may repeat itself
  /// @return false where somebody else holds or has just claimed the name
  public boolean claim(HandleName name, String claim) {
    return send(new ClaimHandle(name, claim, clock.instant().plus(CLAIM)), name);
  }

  /// @param holder the account, room or organization by number
  /// @return false where the claim ran out and somebody else took the name
  public boolean bind(HandleName name, String claim, int holder) {
    return send(new BindHandle(name, claim, holder), name);
  }

  /// Gives up a claim of which nothing came.
  public void drop(HandleName name, String claim) {
    send(new ReleaseHandle(name, claim, 0), name);
  }

  /// Gives up a name that is borne no more. Nothing happens where it is not the holder's.
  public void release(HandleName name, int holder) {
    send(new ReleaseHandle(name, "", holder), name);
  }

  private boolean send(HandleCommand command, HandleName name) {
    return switch (commands.send(new AggregateId.Handle(name), command, Actor.SERVER, null)) {
      case Outcome.Accepted _ -> true;
      case Outcome.Rejected _ -> false;
    };
  }
}
