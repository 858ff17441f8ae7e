package io.tsubame.application.shard;

import io.tsubame.domain.Command;
import io.tsubame.domain.Context;
import io.tsubame.domain.Decider;
import io.tsubame.domain.Decision;
import io.tsubame.domain.Event;
import io.tsubame.domain.Limits;
import io.tsubame.domain.collection.IntMap;
import io.tsubame.domain.organization.Organization;
import io.tsubame.domain.organization.OrganizationCommand;
import io.tsubame.domain.organization.OrganizationCommand.FoundOrganization;
import io.tsubame.domain.organization.OrganizationCommand.RenameOrganization;
import io.tsubame.domain.organization.OrganizationEvent;
import io.tsubame.domain.organization.OrganizationEvent.OrganizationFounded;
import io.tsubame.domain.organization.OrganizationEvent.OrganizationRenamed;
import io.tsubame.domain.organization.OrganizationRejection.NameOutOfBounds;
import io.tsubame.domain.organization.OrganizationRejection.OrganizationAlreadyExists;
import io.tsubame.domain.room.RoomDecider;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rules of organizations for tests of the loop: renaming appends to the name, so that an event
/// shows all that was accepted before it, lost or doubled ones included.
final class AppendingRules
    implements Decider<OrganizationCommand, Organization, OrganizationEvent> {
  /// Accepted without an event.
  static final RenameOrganization NOTHING_NEW = new RenameOrganization("");

  static final RenameOrganization REFUSED = new RenameOrganization("refused");

  /// The decision throws.
  static final RenameOrganization BUG = new RenameOrganization("bug");

  /// The event throws when it is applied.
  static final RenameOrganization BUG_IN_EVENT = new RenameOrganization("bug in event");

  /// The decision runs out of stack.
  static final RenameOrganization ENDLESS = new RenameOrganization("endless");

  @Override
  public Organization initial() {
    return Organization.NONE;
  }

  @Override
  public Decision<OrganizationEvent> decide(
      Organization state, OrganizationCommand command, Context context) {
    if (command.equals(NOTHING_NEW)) {
      return Decision.accept();
    }
    if (command.equals(REFUSED)
        || (command instanceof FoundOrganization(_, var name) && name.equals(REFUSED.name()))) {
      return Decision.reject(new NameOutOfBounds(1, 2));
    }
    if (command.equals(BUG)) {
      throw new IllegalStateException("injected");
    }
    if (command.equals(ENDLESS)) {
      throw new StackOverflowError("injected");
    }
    return switch (command) {
      case FoundOrganization(var id, var name) ->
          state.id() == null
              ? Decision.accept(new OrganizationFounded(id, name, context.now()))
              : Decision.reject(new OrganizationAlreadyExists());
      case RenameOrganization(var name) ->
          Decision.accept(new OrganizationRenamed(state.name() + name));
      default -> throw new AssertionError(command);
    };
  }

  @Override
  public Organization evolve(Organization state, OrganizationEvent event) {
    return switch (event) {
      case OrganizationFounded(var id, var name, _) ->
          new Organization(id, name, IntMap.empty(), 0, Map.of());
      case OrganizationRenamed(var name) -> {
        if (name.endsWith(BUG_IN_EVENT.name())) {
          throw new IllegalStateException("injected");
        }
        yield new Organization(state.id(), name, state.people(), 0, Map.of());
      }
      default -> throw new AssertionError(event);
    };
  }

  /// The product's own rules of rooms.
  static final RoomDecider ROOMS =
      new RoomDecider(Limits.DEFAULT, Set.copyOf(RoomDecider.REACTIONS));

  /// Deciders of which only those of organizations and rooms are ever asked.
  static Deciders deciders() {
    return new Deciders(
        ROOMS, new Unasked<>(), new AppendingRules(), _ -> new Unasked<>(), new Unasked<>());
  }

  private static final class Unasked<C extends Command, S, E extends Event>
      implements Decider<C, S, E> {
    @Override
    public S initial() {
      throw new AssertionError("not asked");
    }

    @Override
    public Decision<E> decide(@Nullable S state, C command, Context context) {
      throw new AssertionError("not asked");
    }

    @Override
    public S evolve(@Nullable S state, E event) {
      throw new AssertionError("not asked");
    }
  }
}
