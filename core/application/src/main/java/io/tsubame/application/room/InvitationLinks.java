package io.tsubame.application.room;

import io.tsubame.application.Answer;
import io.tsubame.application.ApplicationRejection.LinkCodeTaken;
import io.tsubame.application.ApplicationRejection.NoSuchLink;
import io.tsubame.application.Ports;
import io.tsubame.application.handle.Handles;
import io.tsubame.application.query.RoomQueries.LinkPreview;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.InvitationLink;
import io.tsubame.domain.room.RoomCommand;
import io.tsubame.domain.room.RoomCommand.CreateLink;
import io.tsubame.domain.room.RoomCommand.DeleteLink;
import io.tsubame.domain.room.RoomCommand.EditLink;
import io.tsubame.domain.room.RoomCommand.JoinByLink;
import io.tsubame.domain.room.RoomEvent.JoinRequested;
import io.tsubame.domain.room.RoomRejection.NoLink;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The link by which people come into a group room, and coming by it. A code is unique on the
/// server and leads to its room.
public final class InvitationLinks {
  private final Ports ports;
  private final Tokens tokens;
  private final Handles handles;

  public InvitationLinks(Ports ports, Tokens tokens) {
    this.ports = ports;
    this.tokens = tokens;
    this.handles = new Handles(ports);
  }

  /// What came of entering by a link.
  public enum Entry {
    JOINED,
    /// An administrator decides.
    WAITING
  }

  public record Entered(RoomId room, Entry entry) {}

  /// For a room that has no link.
  public Answer<InvitationLink> create(
      AccountId actor, RoomId room, LinkWish wish, @Nullable CommandId id) {
    return change(actor, room, wish, CreateLink::new, id);
  }

  /// For a room that has a link, which a new code replaces.
  public Answer<InvitationLink> edit(
      AccountId actor, RoomId room, LinkWish wish, @Nullable CommandId id) {
    return change(actor, room, wish, EditLink::new, id);
  }

  /// Makes or changes the link. A link that there is keeps its code where the wish has none.
  public Answer<InvitationLink> put(
      AccountId actor, RoomId room, LinkWish wish, @Nullable CommandId id) {
    return switch (ports.queries().rooms().link(actor, room)) {
      case Answer.Found<Optional<InvitationLink>>(var link) ->
          link.isEmpty()
              ? create(actor, room, wish, id)
              : edit(actor, room, wish.orCode(link.get().code()), id);
      case Answer.Refused<Optional<InvitationLink>>(Rejection reason) -> Answer.refuse(reason);
    };
  }

  public Outcome delete(AccountId actor, RoomId room, @Nullable CommandId id) {
    Optional<InvitationLink> before = present(actor, room);
    Outcome outcome = send(actor, room, new DeleteLink(), id);
    if (outcome instanceof Outcome.Accepted) {
      before.ifPresent(link -> handles.release(LinkWish.handle(link.code()), room.value(), actor));
    }
    return outcome;
  }

  /// Enters the room of the link, or asks to.
  public Answer<Entered> join(AccountId actor, String code, @Nullable CommandId id) {
    Optional<RoomId> room =
        LinkWish.isCode(code)
            ? ports.queries().rooms().byLinkCode(code).map(LinkPreview::room)
            : Optional.empty();
    if (room.isEmpty()) {
      return Answer.refuse(new NoSuchLink());
    }
    return switch (send(actor, room.get(), new JoinByLink(code), id)) {
      case Outcome.Accepted accepted -> Answer.of(new Entered(room.get(), entry(accepted)));
      case Outcome.Rejected(NoLink _) -> Answer.refuse(new NoSuchLink());
      case Outcome.Rejected(Rejection reason) -> Answer.refuse(reason);
    };
  }

  private Answer<InvitationLink> change(
      AccountId actor,
      RoomId room,
      LinkWish wish,
      Function<InvitationLink, RoomCommand> command,
      @Nullable CommandId id) {
    Optional<Rejection> fault = wish.fault();
    if (fault.isPresent()) {
      return Answer.refuse(fault.get());
    }
    InvitationLink link = wish.orRandom(tokens);
    Optional<InvitationLink> before = present(actor, room);
    String claim = claim(room);
    boolean moves = before.isEmpty() || !before.get().code().equals(link.code());
    if (moves && !handles.claim(LinkWish.handle(link.code()), claim)) {
      return Answer.refuse(new LinkCodeTaken());
    }
    return switch (send(actor, room, command.apply(link), id)) {
      case Outcome.Accepted accepted -> {
        InvitationLink kept = LinkWish.set(accepted.commit()).orElse(link);
        settle(actor, room, before, link, kept);
        yield Answer.of(kept);
      }
      case Outcome.Rejected(Rejection reason) -> {
        if (moves) {
          handles.drop(LinkWish.handle(link.code()), claim);
        }
        yield Answer.refuse(reason);
      }
    };
  }

  /// Binds the code that the room has now, and gives up the one before. A repeated command may have
  /// kept the code that its first attempt chose.
  private void settle(
      AccountId actor,
      RoomId room,
      Optional<InvitationLink> before,
      InvitationLink wished,
      InvitationLink kept) {
    String claim = claim(room);
    handles.bind(LinkWish.handle(kept.code()), claim, room.value(), actor);
    if (!kept.code().equals(wished.code())) {
      handles.drop(LinkWish.handle(wished.code()), claim);
    }
    before
        .filter(old -> !old.code().equals(kept.code()))
        .ifPresent(old -> handles.release(LinkWish.handle(old.code()), room.value(), actor));
  }

  private Optional<InvitationLink> present(AccountId actor, RoomId room) {
    return ports.queries().rooms().link(actor, room)
            instanceof Answer.Found<Optional<InvitationLink>>(var link)
        ? link
        : Optional.empty();
  }

  private static String claim(RoomId room) {
    return "room " + room;
  }

  private static Entry entry(Outcome.Accepted accepted) {
    return accepted.commit().events().stream().anyMatch(JoinRequested.class::isInstance)
        ? Entry.WAITING
        : Entry.JOINED;
  }

  private Outcome send(AccountId actor, RoomId room, RoomCommand command, @Nullable CommandId id) {
    return ports.commands().send(new AggregateId.Room(room), command, Actor.of(actor), id);
  }
}
