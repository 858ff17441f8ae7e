package io.tsubame.application.shard;

import io.tsubame.domain.Event;
import io.tsubame.domain.account.AccountEvent;
import io.tsubame.domain.account.AccountEvent.AccountRegistered;
import io.tsubame.domain.contact.ContactEvent;
import io.tsubame.domain.contact.ContactEvent.ContactRequested;
import io.tsubame.domain.contact.ContactEvent.DirectRoomAssigned;
import io.tsubame.domain.organization.OrganizationEvent;
import io.tsubame.domain.organization.OrganizationEvent.OrganizationFounded;
import io.tsubame.domain.room.RoomEvent;
import io.tsubame.domain.room.RoomEvent.FileAttached;
import io.tsubame.domain.room.RoomEvent.RoomCreated;
import io.tsubame.domain.room.RoomEvent.TaskAdded;

/// Finds the numbers that events give to what they create, so that no shard gives one twice.
public final class UsedIds {
  private UsedIds() {}

  /// The greatest id that an event of the commit takes from its shard, 0 where none does.
  public static int greatest(Commit commit) {
    int greatest = 0;
    for (Event event : commit.events()) {
      greatest = Math.max(greatest, greatest(event));
    }
    return greatest;
  }

  private static int greatest(Event event) {
    return switch (event) {
      case RoomEvent room -> ofRoom(room);
      case AccountEvent account -> ofAccount(account);
      case ContactEvent contact -> ofContact(contact);
      case OrganizationEvent organization -> ofOrganization(organization);
      default -> 0;
    };
  }

  private static int ofRoom(RoomEvent event) {
    return switch (event) {
      case RoomCreated created -> created.room().value();
      case TaskAdded added -> added.task().value();
      case FileAttached attached -> attached.file().value();
      default -> 0;
    };
  }

  private static int ofAccount(AccountEvent event) {
    return event instanceof AccountRegistered registered
        ? Math.max(registered.account().value(), registered.myRoom().value())
        : 0;
  }

  private static int ofContact(ContactEvent event) {
    return switch (event) {
      case ContactRequested requested -> requested.request().value();
      case DirectRoomAssigned assigned -> assigned.room().value();
      default -> 0;
    };
  }

  private static int ofOrganization(OrganizationEvent event) {
    return event instanceof OrganizationFounded founded ? founded.organization().value() : 0;
  }
}
