package io.tsubame.application.imports;

import io.tsubame.application.Ports;
import io.tsubame.application.imports.ImportProgress.Stage;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Creation;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.RoomCommand.CreateImportRoom;
import io.tsubame.domain.room.RoomCommand.PublishImport;
import io.tsubame.domain.room.RoomRejection.RoomAlreadyExists;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// The rooms of an import: written while nobody is in them, then published.
final class RoomImport {
  /// More than one, so that the shards share their flushes; each holds two batches of messages.
  private static final Crew WRITERS = new Crew(8);

  private static final Crew PUBLISHERS = new Crew(256);

  private final Ports ports;

  RoomImport(Ports ports) {
    this.ports = ports;
  }

  /// What a run has written.
  ///
  /// @param rooms by external id
  /// @param messages that were not there before
  record Written(Map<String, RoomId> rooms, long messages) {}

  Written write(ImportSource source, Map<String, AccountId> accounts, ImportProgress progress) {
    Map<String, RoomId> rooms = new ConcurrentHashMap<>();
    LongAdder written = new LongAdder();
    LongAdder done = new LongAdder();
    long all = source.rooms().stream().mapToLong(ImportedRoom::messages).sum();
    progress.reached(Stage.MESSAGES, 0, all);
    WRITERS.each(
        source.rooms(),
        room -> {
          RoomId target = create(source, room);
          rooms.put(room.id(), target);
          MessageWriter writer =
              new MessageWriter(
                  ports,
                  target,
                  passed -> {
                    done.add(passed);
                    progress.reached(Stage.MESSAGES, done.sum(), all);
                  });
          written.add(writer.write(source.messages(room, target, accounts)));
        });
    return new Written(rooms, written.sum());
  }

  private RoomId create(ImportSource source, ImportedRoom room) {
    CommandId id = CommandId.lasting("import:" + source.workspace() + ":room:" + room.id());
    Outcome outcome =
        Insistence.on(() -> ports.commands().create(creation(room), Actor.SERVER, id));
    return switch (outcome) {
      case Outcome.Accepted accepted -> ((AggregateId.Room) accepted.commit().aggregate()).id();
      case Outcome.Rejected(Rejection reason) ->
          throw new ImportStopped("room " + room.name(), reason);
    };
  }

  private static Creation creation(ImportedRoom room) {
    return new CreateImportRoom(new RoomId(Creation.UNNUMBERED), room.name(), room.description());
  }

  void publish(ImportSource source, Map<String, AccountId> accounts, Map<String, RoomId> rooms) {
    PUBLISHERS.each(
        source.rooms(),
        room -> {
          RoomId target = PeopleImport.required(rooms, room.id());
          publish(room, target, new PublishImport(members(room, accounts)));
        });
  }

  private static List<Member> members(ImportedRoom room, Map<String, AccountId> accounts) {
    Stream<Member> administrators =
        room.administrators().stream()
            .map(id -> new Member(PeopleImport.required(accounts, id), Role.ADMIN));
    Stream<Member> members =
        room.members().stream()
            .map(id -> new Member(PeopleImport.required(accounts, id), Role.MEMBER));
    return Stream.concat(administrators, members).toList();
  }

  /// It is refused where an earlier run published the room.
  private void publish(ImportedRoom room, RoomId target, PublishImport command) {
    Outcome outcome =
        Insistence.on(
            () -> ports.commands().send(new AggregateId.Room(target), command, Actor.SERVER, null));
    if (outcome instanceof Outcome.Rejected(Rejection reason)
        && !(reason instanceof RoomAlreadyExists)) {
      throw new ImportStopped("room " + room.name(), reason);
    }
  }
}
