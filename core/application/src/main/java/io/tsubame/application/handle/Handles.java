package io.tsubame.application.handle;

import io.tsubame.application.Ports;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.handle.HandleCommand;
import io.tsubame.domain.handle.HandleCommand.BindHandle;
import io.tsubame.domain.handle.HandleCommand.ClaimHandle;
import io.tsubame.domain.handle.HandleCommand.ReleaseHandle;
import io.tsubame.domain.handle.HandleName;
import java.time.Duration;

/// Reserves a name before something that is to bear it changes, and binds it after. What is only
/// claimed falls free by itself, so a crash in between blocks nobody for long; what was created is
/// bound by a process manager.
///
/// Every step may be repeated.
public final class Handles {
  /// Longer than any use case takes.
  private static final Duration CLAIM = Duration.ofMinutes(5);

  private final Ports ports;

  public Handles(Ports ports) {
    this.ports = ports;
  }

  /// @param claim names the attempt, so that it may repeat itself
  /// @return false where somebody else holds or has just claimed the name
  public boolean claim(HandleName name, String claim) {
    return send(new ClaimHandle(name, claim, ports.clock().instant().plus(CLAIM)), name);
  }

  /// Binds where nobody waits to read it.
  public boolean bind(HandleName name, String claim, int holder) {
    return send(new BindHandle(name, claim, holder), name);
  }

  /// @param holder the account, room or organization by number
  /// @param reader who is to see it at once
  /// @return false where the claim ran out and somebody else took the name
  public boolean bind(HandleName name, String claim, int holder, AccountId reader) {
    AggregateId handle = new AggregateId.Handle(name);
    return ports.sendFor(reader, handle, new BindHandle(name, claim, holder))
        instanceof Outcome.Accepted;
  }

  /// Gives up a claim of which nothing came.
  public void drop(HandleName name, String claim) {
    send(new ReleaseHandle(name, claim, 0), name);
  }

  /// Gives up a name that is borne no more. Nothing happens where it is not the holder's.
  public void release(HandleName name, int holder, AccountId reader) {
    ports.sendFor(reader, new AggregateId.Handle(name), new ReleaseHandle(name, "", holder));
  }

  private boolean send(HandleCommand command, HandleName name) {
    return switch (ports
        .commands()
        .send(new AggregateId.Handle(name), command, Actor.SERVER, null)) {
      case Outcome.Accepted _ -> true;
      case Outcome.Rejected _ -> false;
    };
  }
}
