package io.tsubame.application.query;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.MessageKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message as every member of its room sees it.
///
/// @param body empty where deleted
/// @param editedAt the last time; null where never
/// @param edits how often
/// @param reactions in the order in which they first came
public record MessageView(
    RoomId room,
    int sequence,
    AccountId author,
    MessageKind kind,
    String body,
    boolean deleted,
    Instant sentAt,
    @Nullable Instant editedAt,
    int edits,
    List<Reaction> reactions) {
  public MessageView {
    reactions = List.copyOf(reactions);
  }

  public MessageId id() {
    return MessageId.of(room, sequence);
  }

  public record Reaction(String reaction, List<AccountId> accounts) {
    public Reaction {
      accounts = List.copyOf(accounts);
    }
  }
}
