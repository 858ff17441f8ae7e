package io.tsubame.domain.handle;

import io.tsubame.domain.Actor;
import io.tsubame.domain.Context;
import io.tsubame.domain.Decider;
import io.tsubame.domain.Decision;
import io.tsubame.domain.handle.Handle.Bound;
import io.tsubame.domain.handle.Handle.Claimed;
import io.tsubame.domain.handle.Handle.Free;
import io.tsubame.domain.handle.HandleCommand.BindHandle;
import io.tsubame.domain.handle.HandleCommand.ClaimHandle;
import io.tsubame.domain.handle.HandleCommand.FinishClaim;
import io.tsubame.domain.handle.HandleCommand.ReleaseHandle;
import io.tsubame.domain.handle.HandleEvent.HandleBound;
import io.tsubame.domain.handle.HandleEvent.HandleClaimed;
import io.tsubame.domain.handle.HandleEvent.HandleReleased;
import io.tsubame.domain.handle.HandleRejection.HandleTaken;
import io.tsubame.domain.handle.HandleRejection.NotTheHolder;
import java.time.Instant;

/// The rules of a handle, numbered in `docs/spec/handles.md`.
public final class HandleDecider implements Decider<HandleCommand, Handle, HandleEvent> {
  @Override
  public Handle initial() {
    return Handle.FREE;
  }

  @Override
  public Decision<HandleEvent> decide(Handle handle, HandleCommand command, Context context) {
    if (!(context.actor() instanceof Actor.Server)) {
      return Decision.reject(new NotTheHolder());
    }
    return switch (command) {
      case ClaimHandle claim -> claim(handle, claim, context.now());
      case BindHandle bind -> bind(handle, bind, context.now());
      case FinishClaim finish -> finish(handle, finish);
      case ReleaseHandle release -> release(handle, release);
    };
  }

  @Override
  public Handle evolve(Handle handle, HandleEvent event) {
    return switch (event) {
      case HandleClaimed(_, var claim, _, var expiresAt) -> new Claimed(claim, expiresAt);
      case HandleBound(_, var holder) -> new Bound(holder);
      case HandleReleased _ -> Handle.FREE;
    };
  }

  private static Decision<HandleEvent> claim(Handle handle, ClaimHandle command, Instant now) {
    if (!isOpenTo(command.claim(), handle, now)) {
      return Decision.reject(new HandleTaken());
    }
    return handle.equals(new Claimed(command.claim(), command.expiresAt()))
        ? Decision.accept()
        : Decision.accept(
            new HandleClaimed(command.name(), command.claim(), now, command.expiresAt()));
  }

  private static Decision<HandleEvent> bind(Handle handle, BindHandle command, Instant now) {
    if (handle.equals(new Bound(command.holder()))) {
      return Decision.accept();
    }
    return isOpenTo(command.claim(), handle, now)
        ? Decision.accept(new HandleBound(command.name(), command.holder()))
        : Decision.reject(new HandleTaken());
  }

  private static Decision<HandleEvent> finish(Handle handle, FinishClaim command) {
    return switch (handle) {
      case Claimed(var claim, _) when claim.equals(command.claim()) ->
          Decision.accept(new HandleBound(command.name(), command.holder()));
      case Bound(var holder) when holder == command.holder() -> Decision.accept();
      case Free _, Claimed _, Bound _ -> Decision.reject(new HandleTaken());
    };
  }

  private static Decision<HandleEvent> release(Handle handle, ReleaseHandle command) {
    return switch (handle) {
      case Free() -> Decision.accept();
      case Claimed(var claim, _) when claim.equals(command.claim()) -> released(command);
      case Bound(var holder) when holder == command.holder() -> released(command);
      case Claimed _, Bound _ -> Decision.reject(new NotTheHolder());
    };
  }

  private static Decision<HandleEvent> released(ReleaseHandle command) {
    return Decision.accept(new HandleReleased(command.name()));
  }

  private static boolean isOpenTo(String attempt, Handle handle, Instant now) {
    return switch (handle) {
      case Free() -> true;
      case Claimed(var claim, var expiresAt) -> claim.equals(attempt) || !now.isBefore(expiresAt);
      case Bound _ -> false;
    };
  }
}
