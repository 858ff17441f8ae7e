package io.tsubame.application.live;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;

/// Learns what the hub needs to hear of: the rooms that are followed, and the accounts that are
/// connected. Whoever brings commits from elsewhere brings these.
///
/// All but [#await] are called in the middle of other work, and must be quick.
public interface Interest {
  /// Where every commit comes anyway.
  Interest NONE =
      new Interest() {
        @Override
        public void follow(RoomId room) {}

        @Override
        public void leave(RoomId room) {}

        @Override
        public void arrive(AccountId account) {}

        @Override
        public void depart(AccountId account) {}

        @Override
        public void await() {}
      };

  /// Somebody follows the room now, whom nobody did.
  void follow(RoomId room);

  /// Nobody follows the room any more.
  void leave(RoomId room);

  /// The account has a connection now.
  void arrive(AccountId account);

  /// The account has no connection any more.
  void depart(AccountId account);

  /// Returns when everything that concerns what was named before will come, if it is not before the
  /// ends that [LogAndViews#ends] says from then on. May block for a moment; fails never, however
  /// the others are.
  void await();
}
