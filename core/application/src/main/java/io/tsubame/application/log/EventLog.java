package io.tsubame.application.log;

import java.util.List;
import java.util.stream.IntStream;

/// The append-only log of every shard: the only truth. It stores opaque bytes and knows nothing of
/// what they mean.
///
/// **Positions.** A shard's records have the positions 0, 1, 2, … without a gap.
///
/// **Ownership.** Only the owner of a shard appends. An owner gets a new epoch, greater than all
/// before, by [#open], which itself is a record in the log. From then on an append of an older
/// epoch fails with [NotOwner].
///
/// **Durability.** When [#append] returns, its records survive `kill -9` and power loss. A batch
/// becomes visible whole and in order, or not at all.
///
/// **Failures.** [NotOwner] and [PositionConflict]: nothing was appended.
/// [io.tsubame.application.Unavailable]: nothing was appended, try later.
/// [io.tsubame.application.Overloaded]: nothing was appended, too much is waiting.
/// [io.tsubame.application.OutcomeUnknown]: it may or may not have been appended; the caller drops
/// what it holds of the shard and opens it anew.
///
/// All methods block and may be called by any thread. The rules are numbered in
/// `docs/spec/event-log.md`.
public interface EventLog extends AutoCloseable {
  /// The type of the record, without payload, by which an owner takes over. It has a position like
  /// every other; whoever folds the log passes over it.
  String EPOCH_OPENED = "epoch-opened";

  /// The type of the record by which a shard takes no commits any more, and of that which lifts it:
  /// see [Seal].
  String SEALED = "sealed";

  String UNSEALED = "unsealed";

  /// Fixed when the data is created.
  int shards();

  /// Takes over a shard: appends a record of type [#EPOCH_OPENED] in a new epoch, and returns when
  /// it is durable.
  Ownership open(int shard);

  /// Appends records behind the owner's last one, and returns when they are durable. Batches of
  /// several shards that arrive together share one flush.
  ///
  /// @param expectedPosition the position that the first record must get
  /// @param records at least one; none of type [#EPOCH_OPENED]
  void append(Ownership owner, long expectedPosition, List<LogRecord> records);

  /// Returns only where nobody else had opened the shard when this was called, and fails like
  /// [#append] otherwise. Leaves no record. Whoever answers from what it holds of a shard without
  /// appending anything asks this first, since it may have been displaced without having heard.
  void confirm(Ownership owner);

  /// The position that the next record of the shard will get, so the number of its records.
  long end(int shard);

  /// The same of all shards in their order, each as it was some time during the call. Where the log
  /// is in another process, it costs about as much as that of one shard.
  default List<Long> ends() {
    return IntStream.range(0, shards()).mapToObj(this::end).toList();
  }

  /// Durable records from a position on, in order; empty at the end. At least one where there is
  /// one.
  ///
  /// @param maxBytes about how much to read at most
  /// @throws CorruptLog where a checksum does not fit
  List<StoredRecord> read(int shard, long from, int maxRecords, int maxBytes);

  @Override
  void close();

  /// The right to append to a shard.
  ///
  /// @param epoch greater than that of any earlier owner
  /// @param end the position for the first append
  record Ownership(int shard, long epoch, long end) {}

  /// What is appended: a type's stable name, and bytes that only the codec understands.
  record LogRecord(String type, byte[] payload) {}

  record StoredRecord(int shard, long position, long epoch, String type, byte[] payload) {
    /// Whether it tells of the log itself and is no commit: whoever folds the log passes over it.
    public boolean isOfTheLog() {
      return type.equals(EPOCH_OPENED) || type.equals(SEALED) || type.equals(UNSEALED);
    }
  }
}
