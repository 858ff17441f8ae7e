package io.tsubame.application.search;

import io.tsubame.domain.RoomId;

/// Names a document of the index.
///
/// @param number the sequence number of a message, or the id of a task or a file
public record DocumentId(DocumentKind kind, RoomId room, int number) {}
