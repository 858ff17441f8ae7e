package io.tsubame.domain.room;

/// Who wrote a message's text.
public enum MessageKind {
  /// A person. Can be edited and deleted by its author.
  USER,
  /// The server, about something that the author did, in `[dtext:…]` notation.
  SYSTEM
}
