package io.tsubame.domain.room;

import io.tsubame.domain.AccountId;
import java.util.Map;
import java.util.Set;

/// What a decision needs to know of one message.
///
/// @param body empty where deleted
/// @param edits how often the text was changed
/// @param reactions who reacted, by reaction, in the order in which the reactions first came
public record MessageState(
    AccountId author,
    MessageKind kind,
    String body,
    boolean deleted,
    int edits,
    Map<String, Set<AccountId>> reactions) {}
