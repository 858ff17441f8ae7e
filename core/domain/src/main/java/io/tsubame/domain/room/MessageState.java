package io.tsubame.domain.room;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.collection.IntMap;
import java.util.Map;

/// What a decision needs to know of one message.
///
/// @param body empty where deleted
/// @param edits how often the text was changed
/// @param reactions who reacted, by reaction; without the reactions that nobody has any more
public record MessageState(
    AccountId author,
    MessageKind kind,
    String body,
    boolean deleted,
    int edits,
    Map<String, IntMap<AccountId>> reactions) {
  public MessageState {
    reactions = Map.copyOf(reactions);
  }
}
