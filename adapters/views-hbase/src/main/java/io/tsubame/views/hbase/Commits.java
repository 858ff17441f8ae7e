package io.tsubame.views.hbase;

import io.tsubame.application.Unavailable;
import io.tsubame.views.hbase.Journal.RowChange;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.apache.hadoop.hbase.client.CheckAndMutate;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.filter.MultipleColumnPrefixFilter;

/// The row of a shard, as HBase holds it.
///
/// @param version of the last batch, 0 before the first
/// @param pieces of its journal
/// @param journalBytes of all pieces
/// @param checksum of the journal
/// @param marked the version up to which the rows are known to be there
/// @param checkpoints by projection
record Commits(
    int shard,
    long version,
    int pieces,
    int journalBytes,
    int checksum,
    long marked,
    Map<String, Long> checkpoints) {
  static final int MAX_CELL_BYTES = 10 << 20;

  private static final byte[] COMMIT = {'c'};
  private static final byte[] MARK = {'m'};
  private static final byte JOURNAL = 'j';
  private static final byte CHECKPOINT = 'p';

  Commits {
    checkpoints = Map.copyOf(checkpoints);
  }

  /// Asks for all but the journal.
  static Get asked(int shard) {
    return new Get(RowKeys.commits(shard))
        .addFamily(Schema.FAMILY)
        .setFilter(new MultipleColumnPrefixFilter(new byte[][] {COMMIT, MARK, {CHECKPOINT}}));
  }

  /// Asks for everything.
  static Get askedWhole(int shard) {
    return new Get(RowKeys.commits(shard)).addFamily(Schema.FAMILY);
  }

  static Commits of(int shard, Result row) {
    byte[] commit = row.getValue(Schema.FAMILY, COMMIT);
    if (commit == null) {
      return new Commits(shard, 0, 0, 0, 0, 0, Map.of());
    }
    ByteBuffer in = ByteBuffer.wrap(commit);
    byte[] mark = row.getValue(Schema.FAMILY, MARK);
    return new Commits(
        shard,
        in.getLong(),
        in.getInt(),
        in.getInt(),
        in.getInt(),
        mark == null ? 0 : ByteBuffer.wrap(mark).getLong(),
        checkpointsOf(row));
  }

  private static Map<String, Long> checkpointsOf(Result row) {
    Map<String, Long> checkpoints = new HashMap<>();
    NavigableMap<byte[], byte[]> cells = row.getFamilyMap(Schema.FAMILY);
    cells.forEach((name, value) -> {
      if (name.length > 0 && name[0] == CHECKPOINT) {
        String projection = new String(name, 1, name.length - 1, StandardCharsets.UTF_8);
        checkpoints.put(projection, ByteBuffer.wrap(value).getLong());
      }
    });
    return checkpoints;
  }

  /// Whether all rows of the last batch are known to be there.
  boolean isWhole() {
    return marked >= version;
  }

  /// What the last batch changes.
  ///
  /// @param row with everything
  List<RowChange> journal(Result row) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(journalBytes);
    for (int piece = 0; piece < pieces; piece++) {
      byte[] part = row.getValue(Schema.FAMILY, pieceName(piece));
      bytes.writeBytes(part == null ? new byte[0] : part);
    }
    byte[] journal = bytes.toByteArray();
    if (journal.length != journalBytes || Journal.checksum(journal) != checksum) {
      throw new Unavailable("the journal of shard " + shard + " is damaged: rebuild the views");
    }
    return Journal.decode(journal);
  }

  /// What the row is behind the next batch.
  ///
  /// @param now in milliseconds
  Commits next(long now, byte[] journal, Map<String, Long> reached) {
    Map<String, Long> all = new HashMap<>(checkpoints);
    all.putAll(reached);
    return new Commits(
        shard,
        Math.max(now, version + 1),
        Journal.pieces(journal).size(),
        journal.length,
        Journal.checksum(journal),
        marked,
        all);
  }

  Commits whole() {
    return new Commits(shard, version, pieces, journalBytes, checksum, version, checkpoints);
  }

  /// Changes the row from this to the next, unless somebody else has changed it.
  CheckAndMutate change(Commits next, byte[] journal) {
    byte[] row = RowKeys.commits(shard);
    Put put = new Put(row, next.version);
    put.addColumn(Schema.FAMILY, COMMIT, next.commit());
    List<byte[]> parts = Journal.pieces(journal);
    for (int piece = 0; piece < Math.max(parts.size(), pieces); piece++) {
      byte[] part = piece < parts.size() ? parts.get(piece) : new byte[0];
      put.addColumn(Schema.FAMILY, pieceName(piece), part);
    }
    next.checkpoints.forEach((projection, position) -> {
      if (!position.equals(checkpoints.get(projection))) {
        put.addColumn(Schema.FAMILY, checkpointName(projection), number(position));
      }
    });
    CheckAndMutate.Builder check = CheckAndMutate.newBuilder(row);
    return (version == 0
            ? check.ifNotExists(Schema.FAMILY, COMMIT)
            : check.ifEquals(Schema.FAMILY, COMMIT, commit()))
        .build(put);
  }

  /// Notes that all rows are there.
  Put mark() {
    return new Put(RowKeys.commits(shard), version).addColumn(Schema.FAMILY, MARK, number(version));
  }

  private byte[] commit() {
    return ByteBuffer.allocate(Long.BYTES + 3 * Integer.BYTES)
        .putLong(version)
        .putInt(pieces)
        .putInt(journalBytes)
        .putInt(checksum)
        .array();
  }

  private static byte[] pieceName(int piece) {
    return ByteBuffer.allocate(1 + Integer.BYTES).put(JOURNAL).putInt(piece).array();
  }

  private static byte[] checkpointName(String projection) {
    byte[] name = projection.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + name.length).put(CHECKPOINT).put(name).array();
  }

  private static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  /// 0 where the projection never wrote.
  long checkpoint(String projection) {
    return checkpoints.getOrDefault(projection, 0L);
  }
}
