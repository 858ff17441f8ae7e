package io.tsubame.imports.slack;

import io.tsubame.application.imports.ImportedRoom;
import java.util.List;

/// A channel with what the first pass learned about its messages.
///
/// @param days groups of files, each to be sorted together, in the order of time
/// @param threads the times of all messages to which others reply, in order
record Conversation(ImportedRoom room, List<List<DayFile>> days, long[] threads) {
  Conversation {
    days = List.copyOf(days);
  }
}
