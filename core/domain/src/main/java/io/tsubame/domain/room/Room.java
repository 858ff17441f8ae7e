package io.tsubame.domain.room;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.collection.IntMap;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The state of a room, as far as decisions need it. A room has millions of messages, so messages,
/// tasks and read markers are in it only where a command named them or a recent event touched them.
///
/// @param departed for each former member the greatest task id of the room when they left: their
///   tasks up to that one are gone
/// @param lastSequence number of messages ever posted, which is the last one's sequence number
/// @param version number of events that were not private
/// @param lastTask the greatest task id of the room, 0 where it never had one
/// @param loaded the parts that were needed lately
public record Room(
    Status status,
    Header header,
    IntMap<Role> members,
    IntMap<Instant> joinRequests,
    IntMap<Integer> departed,
    @Nullable InvitationLink link,
    int lastSequence,
    long version,
    int lastTask,
    Loaded loaded) {

  public enum Status {
    ABSENT,
    ACTIVE,
    DELETED
  }

  /// What changes rarely. In [#NONE] it has no meaning.
  public record Header(
      @Nullable RoomId id,
      RoomType type,
      String name,
      String description,
      IconPreset icon,
      RoomSettings settings) {}

  /// Messages by sequence number, tasks by id, and read markers by account.
  public record Loaded(
      IntMap<MessageState> messages, IntMap<TaskState> tasks, IntMap<ReadMarker> markers) {
    public static final Loaded NOTHING = new Loaded(IntMap.empty(), IntMap.empty(), IntMap.empty());
  }

  public static final Room NONE =
      new Room(
          Status.ABSENT,
          new Header(null, RoomType.GROUP, "", "", IconPreset.GROUP, RoomSettings.OPEN),
          IntMap.empty(),
          IntMap.empty(),
          IntMap.empty(),
          null,
          0,
          0,
          0,
          Loaded.NOTHING);

  /// The account's role, or null where it is not a member.
  public @Nullable Role roleOf(AccountId account) {
    return members.get(account.value());
  }

  public Room withLoaded(Loaded newLoaded) {
    return new Room(
        status,
        header,
        members,
        joinRequests,
        departed,
        link,
        lastSequence,
        version,
        lastTask,
        newLoaded);
  }
}
