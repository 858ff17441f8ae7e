package io.tsubame.application.fanout;

import java.util.List;

/// What a node asks the owner of shards to tell it from now on. Increments go on with the numbers
/// of a generation; where one gets lost, the next generation begins with everything.
///
/// @param generation of this asker, greater than those before
/// @param begins whether all that was asked for before is void
/// @param ended shards that the asker does not follow here any more
record Follow(
    long generation, boolean begins, Change accounts, List<OfShard> shards, List<Integer> ended) {
  /// @param rooms of the shard
  /// @param begins whether all rooms before are void
  /// @param complete whether the owner can begin to tell; else more rooms come
  record OfShard(int shard, boolean begins, boolean complete, Change rooms) {}

  /// Numbers of rooms or accounts.
  record Change(List<Integer> added, List<Integer> removed) {
    static final Change NONE = new Change(List.of(), List.of());

    int size() {
      return added.size() + removed.size();
    }

    private void write(PacketWriter out) {
      out.numbers(added).numbers(removed);
    }

    private static Change read(PacketReader in) {
      return new Change(in.numbers(), in.numbers());
    }
  }

  /// @param known false where the owner does not know the generation
  /// @param ends for each shard that is complete, where commits begin that were held against
  ///   everything asked for; -1 where that is with the next commit
  record Answer(boolean known, List<End> ends) {
    record End(int shard, long position) {}

    byte[] encode() {
      PacketWriter out = new PacketWriter().flag(known).number(ends.size());
      ends.forEach(end -> out.number(end.shard()).number(end.position() + 1));
      return out.toBytes();
    }

    static Answer decode(byte[] bytes, int shards) {
      PacketReader in = new PacketReader(bytes);
      return new Answer(in.flag(), in.list(() -> new End(in.below(shards), in.longNumber() - 1)));
    }
  }

  byte[] encode() {
    PacketWriter out = new PacketWriter().number(generation).flag(begins);
    accounts.write(out);
    out.number(shards.size());
    for (OfShard each : shards) {
      out.number(each.shard()).flag(each.begins()).flag(each.complete());
      each.rooms().write(out);
    }
    return out.numbers(ended).toBytes();
  }

  static Follow decode(byte[] bytes, int shards) {
    PacketReader in = new PacketReader(bytes);
    return new Follow(
        in.longNumber(),
        in.flag(),
        Change.read(in),
        in.list(() -> new OfShard(in.below(shards), in.flag(), in.flag(), Change.read(in))),
        in.list(() -> in.below(shards)));
  }
}
