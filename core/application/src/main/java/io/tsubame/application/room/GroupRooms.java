package io.tsubame.application.room;

import io.tsubame.application.Answer;
import io.tsubame.application.ApplicationRejection.LinkCodeTaken;
import io.tsubame.application.ApplicationRejection.NotAContact;
import io.tsubame.application.Ports;
import io.tsubame.application.handle.Handles;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Creation;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.InvitationLink;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.RoomCommand.AddMembers;
import io.tsubame.domain.room.RoomCommand.CreateGroupRoom;
import io.tsubame.domain.room.RoomCommand.MemberLists;
import io.tsubame.domain.room.RoomCommand.ReplaceMembers;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Making group rooms and putting people into them: only contacts and colleagues of the actor.
public final class GroupRooms {
  private final Ports ports;
  private final Tokens tokens;
  private final Handles handles;

  public GroupRooms(Ports ports, Tokens tokens) {
    this.ports = ports;
    this.tokens = tokens;
    this.handles = new Handles(ports);
  }

  /// @param members the actor among the administrators
  /// @param link null for none
  public record NewRoom(
      String name,
      String description,
      IconPreset icon,
      MemberLists members,
      @Nullable LinkWish link) {}

  public Answer<RoomId> create(AccountId actor, NewRoom wish, @Nullable CommandId id) {
    Optional<Rejection> stranger = stranger(actor, all(wish.members()), Set.of());
    if (stranger.isPresent()) {
      return Answer.refuse(stranger.get());
    }
    LinkWish link = wish.link();
    if (link == null) {
      return created(ports.commands().create(creation(wish, null), Actor.of(actor), id));
    }
    return link.fault()
        .<Answer<RoomId>>map(Answer::refuse)
        .orElseGet(() -> createWithLink(actor, wish, link.orRandom(tokens), id));
  }

  /// The whole list after the change.
  public Outcome replaceMembers(
      AccountId actor, RoomId room, MemberLists members, @Nullable CommandId id) {
    return withNewcomers(actor, room, all(members))
        .<Outcome>map(Outcome.Rejected::new)
        .orElseGet(() ->
            ports
                .commands()
                .send(
                    new AggregateId.Room(room), new ReplaceMembers(members), Actor.of(actor), id));
  }

  /// Adds to the list; who is in it already gets the new role.
  public Outcome addMembers(
      AccountId actor, RoomId room, List<Member> members, @Nullable CommandId id) {
    return withNewcomers(actor, room, members.stream().map(Member::account).toList())
        .<Outcome>map(Outcome.Rejected::new)
        .orElseGet(() ->
            ports
                .commands()
                .send(new AggregateId.Room(room), new AddMembers(members), Actor.of(actor), id));
  }

  /// Why not all of them may be in the room; empty where they may.
  private Optional<Rejection> withNewcomers(
      AccountId actor, RoomId room, Collection<AccountId> accounts) {
    return switch (ports.queries().rooms().members(actor, room)) {
      case Answer.Found<List<Member>>(var present) ->
          stranger(actor, accounts, Set.copyOf(present.stream().map(Member::account).toList()));
      case Answer.Refused<List<Member>>(Rejection reason) -> Optional.of(reason);
    };
  }

  private Optional<Rejection> stranger(
      AccountId actor, Collection<AccountId> accounts, Set<AccountId> present) {
    if (accounts.size() > ports.limits().membersPerRoom()) {
      return Optional.empty(); // the room refuses so many without looking at each
    }
    return new HashSet<>(accounts)
        .stream()
            .filter(account -> !account.equals(actor) && !present.contains(account))
            .filter(account -> !ports.queries().people().areContacts(actor, account))
            .sorted()
            .findFirst()
            .map(NotAContact::new);
  }

  private Answer<RoomId> createWithLink(
      AccountId actor, NewRoom wish, InvitationLink link, @Nullable CommandId id) {
    String claim = id == null ? tokens.code() : id.value();
    if (!handles.claim(LinkWish.handle(link.code()), claim)) {
      return resume(actor, wish, id);
    }
    Outcome outcome = ports.commands().create(creation(wish, link), Actor.of(actor), id);
    return switch (created(outcome)) {
      case Answer.Found<RoomId> found -> {
        bind(actor, link.code(), claim, (Outcome.Accepted) outcome);
        yield found;
      }
      case Answer.Refused<RoomId> refused -> {
        handles.drop(LinkWish.handle(link.code()), claim);
        yield refused;
      }
    };
  }

  /// A repeated command keeps the code that its first attempt chose.
  private void bind(AccountId actor, String wished, String claim, Outcome.Accepted accepted) {
    int room = roomOf(accepted).value();
    String kept = LinkWish.set(accepted.commit()).map(InvitationLink::code).orElse(wished);
    if (!kept.equals(wished)) {
      handles.drop(LinkWish.handle(wished), claim);
    }
    handles.bind(LinkWish.handle(kept), claim, room, actor);
  }

  /// Somebody has the code. If it was an earlier attempt of this one, its shard knows the command
  /// and answers as before; otherwise a room without a name is refused, so nothing happens.
  private Answer<RoomId> resume(AccountId actor, NewRoom wish, @Nullable CommandId id) {
    if (id == null) {
      return Answer.refuse(new LinkCodeTaken());
    }
    NewRoom nameless = new NewRoom("", "", wish.icon(), wish.members(), null);
    Outcome outcome = ports.commands().create(creation(nameless, null), Actor.of(actor), id);
    return outcome instanceof Outcome.Accepted accepted
        ? Answer.of(roomOf(accepted))
        : Answer.refuse(new LinkCodeTaken());
  }

  private static Creation creation(NewRoom wish, @Nullable InvitationLink link) {
    return new CreateGroupRoom(
        new RoomId(Creation.UNNUMBERED),
        wish.name(),
        wish.description(),
        wish.icon(),
        wish.members(),
        link);
  }

  private static Answer<RoomId> created(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted accepted -> Answer.of(roomOf(accepted));
      case Outcome.Rejected(Rejection reason) -> Answer.refuse(reason);
    };
  }

  private static RoomId roomOf(Outcome.Accepted accepted) {
    return ((AggregateId.Room) accepted.commit().aggregate()).id();
  }

  private static List<AccountId> all(MemberLists lists) {
    return Stream.of(lists.admins(), lists.members(), lists.readonly())
        .flatMap(List::stream)
        .toList();
  }
}
