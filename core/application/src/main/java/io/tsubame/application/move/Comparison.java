package io.tsubame.application.move;

import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.log.EventLog.StoredRecord;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.CommitCodec;
import io.tsubame.domain.AggregateId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compares one shard on both sides: for each room, and every other aggregate, a digest over its
/// commits in order is made from either log, and the two have to be the same. Both logs are read
/// anew for it, whatever the copy believes to have written. A stretch that is equal need not be
/// compared again, so memory is bounded by the aggregates of one shard.
final class Comparison {
  private final int shard;
  private final MoveEnd source;
  private final MoveEnd target;
  private final CommitCodec codec;

  Comparison(int shard, MovePorts ports) {
    this.shard = shard;
    source = ports.source();
    target = ports.target();
    codec = ports.codec();
  }

  /// Two positions that correspond.
  record Stretch(long source, long target) {}

  /// Is told the commits of the source.
  interface Listener {
    void commit(Commit commit) throws MoveStopped, InterruptedException;
  }

  /// @return how many commits there are
  /// @throws MoveStopped where the sides differ; names aggregate and positions
  long run(Stretch from, Stretch to, Listener listener) throws MoveStopped, InterruptedException {
    try {
      Map<AggregateId, byte[]> expected = new HashMap<>();
      long commits = 0;
      Commits there = new Commits(source, shard, from.source(), to.source());
      for (StoredRecord each = there.next(); each != null; each = there.next()) {
        Commit commit = codec.decode(each);
        add(expected, commit, each);
        listener.commit(commit);
        commits++;
      }
      compare(expected, from, to);
      return commits;
    } catch (CorruptLog damaged) {
      throw new MoveStopped("A log is damaged: " + damaged.getMessage(), damaged);
    }
  }

  private void compare(Map<AggregateId, byte[]> expected, Stretch from, Stretch to)
      throws MoveStopped {
    Map<AggregateId, byte[]> found = new HashMap<>();
    Commits here = new Commits(target, shard, from.target(), to.target());
    for (StoredRecord each = here.next(); each != null; each = here.next()) {
      add(found, decoded(each), each);
    }
    boolean equal =
        expected.size() == found.size()
            && expected.entrySet().stream()
                .allMatch(each -> Arrays.equals(each.getValue(), found.get(each.getKey())));
    if (!equal) {
      throw firstDifference(from, to);
    }
  }

  /// A record that nobody can read at the target is a difference like any other.
  private Commit decoded(StoredRecord stored) throws MoveStopped {
    try {
      return codec.decode(stored);
    } catch (CorruptLog damaged) {
      throw new MoveStopped(
          "The copy differs: %s, %s".formatted(target, damaged.getMessage()), damaged);
    }
  }

  private MoveStopped firstDifference(Stretch from, Stretch to) {
    Commits there = new Commits(source, shard, from.source(), to.source());
    Commits here = new Commits(target, shard, from.target(), to.target());
    StoredRecord one = there.next();
    StoredRecord other = here.next();
    while (one != null && other != null && isSame(one, other)) {
      one = there.next();
      other = here.next();
    }
    return new MoveStopped(
        "The copy differs: %s, shard %d, %s at %s, %s at %s"
            .formatted(named(one, other), shard, place(one), source, place(other), target));
  }

  private String named(@Nullable StoredRecord one, @Nullable StoredRecord other) {
    StoredRecord known = one == null ? other : one;
    if (known == null) {
      return "the commits are the same, but not their order";
    }
    return switch (codec.decode(known).aggregate()) {
      case AggregateId.Room(var room) -> "room " + room;
      case AggregateId.Account(var account) -> "account " + account;
      case AggregateId.Organization(var organization) -> "organization " + organization;
      case AggregateId.ContactPair(var low, var high) -> "contacts " + low + " and " + high;
      case AggregateId.Handle(var name) -> "a handle of kind " + name.kind();
    };
  }

  private static String place(@Nullable StoredRecord stored) {
    return stored == null ? "nothing" : "position " + stored.position();
  }

  private static boolean isSame(StoredRecord one, StoredRecord other) {
    return one.type().equals(other.type()) && Arrays.equals(one.payload(), other.payload());
  }

  private static void add(Map<AggregateId, byte[]> digests, Commit commit, StoredRecord stored) {
    byte[] before = digests.getOrDefault(commit.aggregate(), new byte[0]);
    digests.put(commit.aggregate(), digest(before, stored));
  }

  private static byte[] digest(byte[] before, StoredRecord stored) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(before);
      digest.update(stored.type().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return digest.digest(stored.payload());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
