package io.tsubame.application.imports;

import io.tsubame.application.Ports;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomCommand.ImportMessages;
import io.tsubame.domain.room.RoomCommand.ImportedMessage;
import io.tsubame.domain.room.RoomRejection.UnexpectedSequence;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntConsumer;

/// Writes the messages of one room in batches. Message number n of the source is message number n
/// of the room, so the room itself tells where an earlier run stopped.
final class MessageWriter {
  /// In characters of all bodies of a batch, which so stays well below what a shard flushes at
  /// once.
  private static final int BATCH_LENGTH = 200_000;

  private final Ports ports;
  private final RoomId room;
  private final IntConsumer passed;
  private final List<ImportedMessage> batch = new ArrayList<>();
  private int length;

  /// The number of the last message before the batch.
  private int before;

  /// The last number that the room is known to have.
  private int present;

  /// @param passed told how many more are in the room
  MessageWriter(Ports ports, RoomId room, IntConsumer passed) {
    this.ports = ports;
    this.room = room;
    this.passed = passed;
  }

  /// @return how many were not there already
  long write(Iterator<ImportedMessage> messages) {
    long written = 0;
    while (messages.hasNext()) {
      ImportedMessage message = messages.next();
      batch.add(message);
      length += message.body().length();
      if (batch.size() == ports.limits().importBatch() || length >= BATCH_LENGTH) {
        written += flush();
      }
    }
    return written + flush();
  }

  private int flush() {
    int size = batch.size();
    int end = Math.addExact(before, size);
    int written = 0;
    while (present < end) {
      int from = Math.max(present, before);
      List<ImportedMessage> missing = batch.subList(from - before, size);
      if (isAccepted(new ImportMessages(from, missing))) {
        present = end;
        written = end - from;
      }
    }
    passed.accept(size);
    before = end;
    batch.clear();
    length = 0;
    return written;
  }

  /// Where the room has another last number, it is noted: an earlier run, or an attempt of this one
  /// whose outcome was not known, was there before.
  private boolean isAccepted(ImportMessages command) {
    Outcome outcome =
        Insistence.on(
            () -> ports.commands().send(new AggregateId.Room(room), command, Actor.SERVER, null));
    return switch (outcome) {
      case Outcome.Accepted _ -> true;
      case Outcome.Rejected(UnexpectedSequence(int last))
          when last > command.expectedSequence() -> {
        present = last;
        yield false;
      }
      case Outcome.Rejected(Rejection reason) ->
          throw new ImportStopped("a message of room " + room, reason);
    };
  }
}
