package io.tsubame.application.fanout;

import io.tsubame.application.live.Interest;
import io.tsubame.application.live.LogAndViews;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomEvent;
import java.util.List;
import java.util.function.BiFunction;

/// What can be built in wrongly on purpose, so that one sees the simulation find it.
enum SimBug {
  NONE,
  /// Nobody waits until the owner knows what is followed.
  INTEREST_SENT_LATE,
  /// Nobody sees that messages were lost.
  GAPS_IGNORED,
  /// Who is removed stays, for the nodes that do not own the room.
  REMOVALS_IGNORED,
  /// What clients fetch may be older than what they were sent before they followed.
  VIEWS_NOT_AWAITED;

  Interest interest(Interest right) {
    return this == INTEREST_SENT_LATE ? new Hasty(right) : right;
  }

  LogAndViews progress(LogAndViews right) {
    return this == VIEWS_NOT_AWAITED ? new Blind(right) : right;
  }

  byte[] onTheWay(byte[] message, int shards) {
    if (this != GAPS_IGNORED) {
      return message;
    }
    Told told = Told.decode(message, shards);
    PacketWriter out = Told.begin(told.generation());
    for (Told.Span span : told.spans()) {
      Told.writeSpan(
          out, new Told.Span(span.shard(), 0, span.to(), span.projected(), span.pieces()));
    }
    return out.toBytes();
  }

  BiFunction<Room, RoomEvent, Room> rules(BiFunction<Room, RoomEvent, Room> right) {
    return this == REMOVALS_IGNORED
        ? (room, event) -> right.apply(room, withoutRemovals(event))
        : right;
  }

  private static RoomEvent withoutRemovals(RoomEvent event) {
    return event instanceof RoomEvent.MembersChanged(var entered, var _)
        ? new RoomEvent.MembersChanged(entered, List.of())
        : event;
  }

  private record Hasty(Interest right) implements Interest {
    @Override
    public void follow(RoomId room) {
      right.follow(room);
    }

    @Override
    public void leave(RoomId room) {
      right.leave(room);
    }

    @Override
    public void arrive(AccountId account) {
      right.arrive(account);
    }

    @Override
    public void depart(AccountId account) {
      right.depart(account);
    }

    @Override
    public void await() {}
  }

  private record Blind(LogAndViews right) implements LogAndViews {
    @Override
    public long[] ends() {
      return new long[right.ends().length];
    }

    @Override
    public boolean await(int shard, long position) {
      return true;
    }
  }
}
