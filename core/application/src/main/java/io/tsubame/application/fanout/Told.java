package io.tsubame.application.fanout;

import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.shard.Committed;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.collection.IntMap;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomSettings;
import io.tsubame.domain.room.RoomType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an owner tells a node that follows it.
///
/// @param generation of what the node had asked for
record Told(long generation, List<Span> spans) {
  private static final List<Room.Status> STATUSES = List.of(Room.Status.values());
  private static final List<RoomType> TYPES = List.of(RoomType.values());
  private static final List<Role> ROLES = List.of(Role.values());

  /// A part of a shard's log: of the positions from `from` to before `to`, these commits are all
  /// that concern the node.
  ///
  /// @param projected up to where the views are known to hold the shard
  record Span(int shard, long from, long to, long projected, List<Piece> pieces) {}

  /// @param version of the room after the commit; 0 where the commit is no room's, or the owner did
  ///   not know it
  /// @param after what delivery needs of the room after the commit; null where the node remembers
  ///   it
  record Piece(long position, LogRecord bytes, long version, @Nullable Room after) {}

  /// A span on its way, whose commit is encoded once for all nodes.
  static void writeSpan(PacketWriter out, Span span) {
    out.number(span.shard()).number(span.from()).number(span.to()).number(span.projected());
    out.number(span.pieces().size());
    for (Piece piece : span.pieces()) {
      out.number(piece.position()).text(piece.bytes().type()).bytes(piece.bytes().payload());
      out.number(piece.version()).flag(piece.after() != null);
      if (piece.after() != null) {
        writeRoom(out, piece.after());
      }
    }
  }

  static PacketWriter begin(long generation) {
    return new PacketWriter().number(generation);
  }

  static Told decode(byte[] bytes, int shards) {
    PacketReader in = new PacketReader(bytes);
    long generation = in.longNumber();
    List<Span> spans = new ArrayList<>();
    while (in.hasMore()) {
      spans.add(
          new Span(
              in.below(shards),
              in.longNumber(),
              in.longNumber(),
              in.longNumber(),
              in.list(() -> piece(in))));
    }
    return new Told(generation, spans);
  }

  private static Piece piece(PacketReader in) {
    return new Piece(
        in.longNumber(),
        new LogRecord(in.text(), in.bytes()),
        in.longNumber(),
        in.flag() ? room(in) : null);
  }

  /// The parts of a room that delivery needs.
  static Room reduced(Room room) {
    Room.Header header = room.header();
    return new Room(
        room.status(),
        new Room.Header(header.id(), header.type(), "", "", IconPreset.GROUP, header.settings()),
        room.members(),
        IntMap.empty(),
        IntMap.empty(),
        null,
        0,
        room.version(),
        0,
        null,
        Room.Loaded.NOTHING);
  }

  private static void writeRoom(PacketWriter out, Room room) {
    Room.Header header = room.header();
    RoomId id = header.id();
    RoomSettings settings = header.settings();
    out.octet(STATUSES.indexOf(room.status()))
        .number(id == null ? 0 : id.value())
        .octet(TYPES.indexOf(header.type()))
        .flag(settings.membersMayPost())
        .flag(settings.membersMayAddTasks())
        .flag(settings.membersMaySendFiles())
        .flag(settings.membersMaySeeMembers())
        .number(room.version())
        .number(room.members().size());
    room.members().forEach((account, role) -> out.number(account).octet(ROLES.indexOf(role)));
  }

  private static Room room(PacketReader in) {
    Room.Status status = choice(STATUSES, in.octet());
    int id = in.number();
    RoomType type = choice(TYPES, in.octet());
    RoomSettings settings = new RoomSettings(in.flag(), in.flag(), in.flag(), in.flag());
    long version = in.longNumber();
    IntMap<Role> members = IntMap.empty();
    for (Member member : in.list(() -> new Member(in.number(), choice(ROLES, in.octet())))) {
      members = members.put(member.account(), member.role());
    }
    Room.Header header =
        new Room.Header(id == 0 ? null : new RoomId(id), type, "", "", IconPreset.GROUP, settings);
    return new Room(
        status,
        header,
        members,
        IntMap.empty(),
        IntMap.empty(),
        null,
        0,
        version,
        0,
        null,
        Room.Loaded.NOTHING);
  }

  private record Member(int account, Role role) {}

  private static <E> E choice(List<E> constants, int place) {
    if (place >= constants.size()) {
      throw new Misread("an unknown choice " + place);
    }
    return constants.get(place);
  }

  /// The version to tell of a commit.
  static long versionAfter(Committed committed) {
    Room after = committed.roomAfter();
    return after == null ? 0 : after.version();
  }
}
