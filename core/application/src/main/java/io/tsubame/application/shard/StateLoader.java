package io.tsubame.application.shard;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.Account;
import io.tsubame.domain.contact.ContactPair;
import io.tsubame.domain.handle.Handle;
import io.tsubame.domain.handle.HandleName;
import io.tsubame.domain.organization.Organization;
import io.tsubame.domain.room.Needs;
import io.tsubame.domain.room.Room;
import java.util.List;
import java.util.Map;

/// Gives the shard loop the states that are not in its cache, as of the shard's checkpoint in the
/// views. The loop makes sure that the views hold the aggregate's last event before it asks.
public interface StateLoader {
  /// Without messages, tasks, files and read markers.
  Room room(RoomId room);

  /// The parts that a command names and that exist.
  Room.Loaded parts(RoomId room, Needs needs);

  Account account(AccountId account);

  Organization organization(OrganizationId organization);

  ContactPair contactPair(AccountId low, AccountId high);

  Handle handle(HandleName name);

  /// The least number that no event of the shard up to the checkpoint has used as an id.
  int nextFreshId(int shard);

  /// The positions of the commits that the commands led to; without those that are not known (any
  /// more).
  Map<CommandId, Long> positionsOf(int shard, List<CommandId> commands);
}
