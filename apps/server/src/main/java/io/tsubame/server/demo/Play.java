package io.tsubame.server.demo;

import io.tsubame.application.Answer;
import io.tsubame.application.Application;
import io.tsubame.application.room.LinkWish;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Creation;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.RoomCommand;
import io.tsubame.domain.room.RoomCommand.AddReaction;
import io.tsubame.domain.room.RoomCommand.AddTasks;
import io.tsubame.domain.room.RoomCommand.ChangeTaskStatus;
import io.tsubame.domain.room.RoomCommand.CreateImportRoom;
import io.tsubame.domain.room.RoomCommand.EditRoom;
import io.tsubame.domain.room.RoomCommand.ImportMessages;
import io.tsubame.domain.room.RoomCommand.ImportedMessage;
import io.tsubame.domain.room.RoomCommand.ImportedReaction;
import io.tsubame.domain.room.RoomCommand.MarkRead;
import io.tsubame.domain.room.RoomCommand.PostMessage;
import io.tsubame.domain.room.RoomCommand.PublishImport;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import io.tsubame.domain.room.RoomEvent.TaskAdded;
import io.tsubame.domain.room.TaskStatus;
import io.tsubame.server.demo.Script.Act;
import io.tsubame.server.demo.Script.Assigned;
import io.tsubame.server.demo.Script.Finished;
import io.tsubame.server.demo.Script.Place;
import io.tsubame.server.demo.Script.Reaction;
import io.tsubame.server.demo.Script.Said;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Plays one script into its room.
final class Play {
  private final Application application;
  private final StoryClock clock;
  private final Accounts accounts;
  private final Script script;
  private final RoomId room;
  private final Wording wording;
  private final Map<String, TaskId> tasks = new HashMap<>();
  private int lastSequence;

  private Play(
      Application application, StoryClock clock, Accounts accounts, Script script, RoomId room) {
    this.application = application;
    this.clock = clock;
    this.accounts = accounts;
    this.script = script;
    this.room = room;
    this.wording = new Wording(room, accounts);
  }

  /// @param myRoom the guest's
  static void play(
      Application application, StoryClock clock, Accounts accounts, RoomId myRoom, Script script) {
    RoomId room =
        switch (script.place()) {
          case Place.My() -> myRoom;
          case Place.Direct(Cast one, Cast other) ->
              found(application.directRooms().open(accounts.of(one), accounts.of(other)));
          case Place.Group group -> created(application, group);
        };
    Play play = new Play(application, clock, accounts, script, room);
    play.lastSequence = script.place() instanceof Place.Direct ? 1 : 0; // the notice of the contact
    play.importPast();
    script.present().forEach(play::act);
    play.read();
  }

  private static RoomId created(Application application, Place.Group group) {
    Outcome outcome = application.commands().create(creation(group), Actor.SERVER, null);
    RoomId room = ((AggregateId.Room) accepted(outcome).aggregate()).id();
    send(application, room, new EditRoom(null, null, group.icon()), Actor.SERVER);
    return room;
  }

  private static Creation creation(Place.Group group) {
    return new CreateImportRoom(new RoomId(Creation.UNNUMBERED), group.name(), group.about());
  }

  private void importPast() {
    List<ImportedMessage> messages = new ArrayList<>();
    for (Said said : script.past()) {
      messages.add(
          new ImportedMessage(
              accounts.of(said.by()),
              wording.body(said, lastSequence + messages.size() + 1),
              said.at(),
              null,
              said.reactions().stream().map(this::imported).toList()));
    }
    byServer(new ImportMessages(lastSequence, messages));
    lastSequence += messages.size();
    if (script.place() instanceof Place.Group group) {
      byServer(new PublishImport(members(group)));
      openLink(group);
    }
  }

  private ImportedReaction imported(Reaction reaction) {
    return new ImportedReaction(reaction.kind(), accounts.of(reaction.by()));
  }

  private List<Member> members(Place.Group group) {
    return group.members().entrySet().stream()
        .map(entry -> new Member(accounts.of(entry.getKey()), entry.getValue()))
        .toList();
  }

  private void openLink(Place.Group group) {
    if (group.link() != null) {
      AccountId guest = accounts.of(Cast.GUEST);
      LinkWish wish = new LinkWish(group.link(), true, group.name());
      found(application.invitationLinks().create(guest, room, wish, null));
    }
  }

  private void act(Act act) {
    clock.set(act.at());
    switch (act) {
      case Said said -> say(said);
      case Assigned assigned -> assign(assigned);
      case Finished finished ->
          by(
              finished.by(),
              new ChangeTaskStatus(
                  Objects.requireNonNull(tasks.get(finished.label())), TaskStatus.DONE));
    }
  }

  private void say(Said said) {
    int sequence = lastSequence + 1;
    by(said.by(), new PostMessage(wording.body(said, sequence), false));
    said.reactions()
        .forEach(reaction -> by(reaction.by(), new AddReaction(sequence, reaction.kind())));
  }

  private void assign(Assigned assigned) {
    List<AccountId> assignees = assigned.assignees().stream().map(accounts::of).toList();
    Commit commit = by(assigned.by(), new AddTasks(assigned.text(), assignees, assigned.due()));
    commit.events().stream()
        .filter(TaskAdded.class::isInstance)
        .map(event -> ((TaskAdded) event).task())
        .findFirst()
        .ifPresent(task -> tasks.put(assigned.label(), task));
  }

  /// Everybody has read everything, but the guest.
  private void read() {
    String label = script.unreadFrom();
    for (Cast person : present()) {
      @Nullable Integer upTo =
          label == null || person != Cast.GUEST ? null : wording.sequence(label) - 1;
      AccountId account = accounts.of(person);
      MarkRead read = new MarkRead(account, upTo);
      // Refused where it is read already.
      application.commands().send(new AggregateId.Room(room), read, Actor.of(account), null);
    }
  }

  private List<Cast> present() {
    return switch (script.place()) {
      case Place.My() -> List.of(Cast.GUEST);
      case Place.Direct(Cast one, Cast other) -> List.of(one, other);
      case Place.Group group -> List.copyOf(group.members().keySet());
    };
  }

  private void byServer(RoomCommand command) {
    send(application, room, command, Actor.SERVER);
  }

  private Commit by(Cast person, RoomCommand command) {
    Commit commit = send(application, room, command, Actor.of(accounts.of(person)));
    lastSequence += (int) commit.events().stream().filter(MessagePosted.class::isInstance).count();
    return commit;
  }

  private static Commit send(
      Application application, RoomId room, RoomCommand command, Actor actor) {
    return accepted(application.commands().send(new AggregateId.Room(room), command, actor, null));
  }

  static Commit accepted(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted accepted -> accepted.commit();
      case Outcome.Rejected(var reason) -> throw new IllegalStateException("refused: " + reason);
    };
  }

  static <T> T found(Answer<T> answer) {
    return switch (answer) {
      case Answer.Found<T>(T value) -> value;
      case Answer.Refused<T>(var reason) -> throw new IllegalStateException("refused: " + reason);
    };
  }
}
