package io.tsubame.domain.room;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.collection.IntMap;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The state of a room, as far as decisions need it. A room has millions of messages, so messages,
/// tasks, files and read markers are in it only where a command named them or a recent event
/// touched them.
///
/// @param members who is in it; kept when the room is deleted, so that they can be told
/// @param departed for each former member the greatest id of a task or file of the room when they
///   left: their tasks and files up to that one are gone
/// @param lastSequence number of messages ever posted, which is the last one's sequence number
/// @param version number of events that were not private
/// @param lastPart the greatest id of a task or file of the room, 0 where it never had one
/// @param tail what is known of the last messages, null where that is nothing
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
    int lastPart,
    @Nullable Tail tail,
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

  /// The messages from `first` to the room's last one: all by one author, who has them read. So it
  /// is known whether somebody has anything left to read without looking at messages.
  public record Tail(AccountId author, int first) {
    /// What is known of the end of a room after one more message.
    ///
    /// @param before null where nothing was known
    public static @Nullable Tail after(@Nullable Tail before, RoomEvent.MessagePosted event) {
      if (!event.markedRead()) {
        return null;
      }
      return before != null && before.author().equals(event.author())
          ? before
          : new Tail(event.author(), event.sequence());
    }
  }

  /// Messages by sequence number, tasks and files by id, and read markers by account.
  public record Loaded(
      IntMap<MessageState> messages,
      IntMap<TaskState> tasks,
      IntMap<FileState> files,
      IntMap<ReadMarker> markers) {
    public static final Loaded NOTHING =
        new Loaded(IntMap.empty(), IntMap.empty(), IntMap.empty(), IntMap.empty());

    public int size() {
      return messages.size() + tasks.size() + files.size() + markers.size();
    }

    Loaded withMessage(int sequence, MessageState message) {
      return new Loaded(messages.put(sequence, message), tasks, files, markers);
    }

    Loaded withTask(int id, TaskState task) {
      return new Loaded(messages, tasks.put(id, task), files, markers);
    }

    Loaded withFile(int id, FileState file) {
      return new Loaded(messages, tasks, files.put(id, file), markers);
    }

    Loaded withMarkers(IntMap<ReadMarker> newMarkers) {
      return new Loaded(messages, tasks, files, newMarkers);
    }
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
          null,
          Loaded.NOTHING);

  /// The account's role, or null where it is not a member or the room is no more.
  public @Nullable Role roleOf(AccountId account) {
    return status == Status.ACTIVE ? members.get(account.value()) : null;
  }

  /// Whether a task or file went with its owner, who left the room after it came.
  boolean isGone(int part, AccountId owner) {
    Integer lastGone = departed.get(owner.value());
    return lastGone != null && lastGone >= part;
  }

  /// The account's read marker, as far as it is loaded.
  ReadMarker markerOf(AccountId account) {
    ReadMarker marker = loaded.markers().get(account.value());
    return marker == null ? ReadMarker.NOTHING : marker;
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
        lastPart,
        tail,
        newLoaded);
  }

  /// Without the parts that can be loaded again, once the views hold the room's last event.
  public Room withoutLoaded() {
    return loaded.size() == 0 ? this : withLoaded(Loaded.NOTHING);
  }

  Room withStatus(Status newStatus) {
    return new Room(
        newStatus,
        header,
        members,
        joinRequests,
        departed,
        link,
        lastSequence,
        version,
        lastPart,
        tail,
        loaded);
  }

  Room withHeader(Header newHeader) {
    return new Room(
        status,
        newHeader,
        members,
        joinRequests,
        departed,
        link,
        lastSequence,
        version,
        lastPart,
        tail,
        loaded);
  }

  Room withPeople(
      IntMap<Role> newMembers, IntMap<Instant> newJoinRequests, IntMap<Integer> newDeparted) {
    return new Room(
        status,
        header,
        newMembers,
        newJoinRequests,
        newDeparted,
        link,
        lastSequence,
        version,
        lastPart,
        tail,
        loaded);
  }

  Room withLink(@Nullable InvitationLink newLink) {
    return new Room(
        status,
        header,
        members,
        joinRequests,
        departed,
        newLink,
        lastSequence,
        version,
        lastPart,
        tail,
        loaded);
  }

  Room withLast(int newLastSequence, @Nullable Tail newTail, Loaded newLoaded) {
    return new Room(
        status,
        header,
        members,
        joinRequests,
        departed,
        link,
        newLastSequence,
        version,
        lastPart,
        newTail,
        newLoaded);
  }

  Room withLastPart(int newLastPart, Loaded newLoaded) {
    return new Room(
        status,
        header,
        members,
        joinRequests,
        departed,
        link,
        lastSequence,
        version,
        newLastPart,
        tail,
        newLoaded);
  }

  Room withVersion(long newVersion) {
    return new Room(
        status,
        header,
        members,
        joinRequests,
        departed,
        link,
        lastSequence,
        newVersion,
        lastPart,
        tail,
        loaded);
  }
}
