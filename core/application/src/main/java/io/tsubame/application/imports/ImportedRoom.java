package io.tsubame.application.imports;

import java.util.List;

/// What becomes a group room.
///
/// @param id as the workspace names it
/// @param administrators by external id, at least one, and none of them among the members
/// @param messages how many there are
public record ImportedRoom(
    String id,
    String name,
    String description,
    List<String> administrators,
    List<String> members,
    long messages) {
  public ImportedRoom {
    administrators = List.copyOf(administrators);
    members = List.copyOf(members);
  }
}
