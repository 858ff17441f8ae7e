package io.tsubame.domain.room;

/// What a group room's administrators let the other members do. Read-only members stay read-only.
public record RoomSettings(
    boolean membersMayPost,
    boolean membersMayAddTasks,
    boolean membersMaySendFiles,
    boolean membersMaySeeMembers) {
  public static final RoomSettings OPEN = new RoomSettings(true, true, true, true);
}
