package io.tsubame.application.shard;

import io.tsubame.domain.AggregateId;
import java.nio.charset.StandardCharsets;

/// Tells which shard decides for an aggregate. Part of the data: it never changes once data is
/// written. The rules are numbered in `docs/spec/shards.md`.
///
/// @param shards how many there are; fixed when the data is created
public record ShardMap(int shards) {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  public ShardMap {
    if (shards <= 0) {
      throw new IllegalArgumentException("the number of shards must be positive, was " + shards);
    }
  }

  public int shardOf(AggregateId aggregate) {
    return switch (aggregate) {
      case AggregateId.Room(var id) -> id.value() % shards;
      case AggregateId.Account(var id) -> id.value() % shards;
      case AggregateId.Organization(var id) -> id.value() % shards;
      case AggregateId.ContactPair(var low, var high) -> hashed("pair:" + low + ":" + high);
      case AggregateId.Handle(var name) -> hashed("handle:" + name);
    };
  }

  /// Where the aggregate is made that the command creates, so that repeating it leads there again.
  public int shardOf(CommandId creation) {
    return hashed("command:" + creation.value());
  }

  private int hashed(String canonical) {
    return (int) Long.remainderUnsigned(hash(canonical.getBytes(StandardCharsets.UTF_8)), shards);
  }

  /// 64-bit FNV-1a, finished by the mixer of MurmurHash3 because the low bits of FNV alone are
  /// weak.
  public static long hash(byte[] bytes) {
    long hash = FNV_OFFSET;
    for (byte next : bytes) {
      hash = (hash ^ (next & 0xff)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
