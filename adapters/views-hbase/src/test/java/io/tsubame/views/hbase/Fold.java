package io.tsubame.views.hbase;

import io.tsubame.application.CheckpointMoved;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.application.view.ViewStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A projection that counts: every record of a shard adds one to each of some rows, which lie far
/// from each other. So each row is the shard's checkpoint, unless a record was lost or counted
/// twice. Records with a number that is divisible by three delete a further row, the others put it.
final class Fold {
  static final String NAME = "counting";
  private static final int ROWS = 8;

  private final ViewStore store;
  private final int shard;
  private long next;

  Fold(ViewStore store, int shard) {
    this.store = store;
    this.shard = shard;
    begin();
  }

  void begin() {
    next = store.checkpoint(NAME, shard);
  }

  long next() {
    return next;
  }

  /// Folds some records, or begins anew where somebody else was quicker.
  void fold(int records) {
    try {
      store.write(batch(records));
      next += records;
    } catch (CheckpointMoved _) {
      begin();
    }
  }

  ViewBatch batch(int records) {
    ViewBatch batch = new ViewBatch();
    batch.of(shard);
    List<byte[]> rows = rows(shard);
    List<byte[]> old = store.multiGet(Table.ROOM_HEADS, rows);
    for (int i = 0; i < ROWS; i++) {
      long count = old.get(i) == null ? 0 : ByteBuffer.wrap(old.get(i)).getLong();
      batch.put(Table.ROOM_HEADS, rows.get(i), number(count + records));
    }
    if ((next + records) % 3 == 0) {
      batch.delete(Table.ROOMS, sometimes(shard));
    } else {
      batch.put(Table.ROOMS, sometimes(shard), number(next + records));
    }
    batch.checkpoint(NAME, shard, next, next + records);
    return batch;
  }

  /// What is wrong with the rows of a shard, in words; empty where nothing is.
  static List<String> faults(ViewStore store, int shard) {
    long checkpoint = store.checkpoint(NAME, shard);
    List<String> faults = new ArrayList<>();
    for (byte[] row : store.multiGet(Table.ROOM_HEADS, rows(shard))) {
      long count = row == null ? 0 : ByteBuffer.wrap(row).getLong();
      if (count != checkpoint) {
        faults.add("a row counts %d of %d".formatted(count, checkpoint));
      }
    }
    byte[] sometimes = store.get(Table.ROOMS, sometimes(shard));
    long there = sometimes == null ? -1 : ByteBuffer.wrap(sometimes).getLong();
    if (there != (checkpoint % 3 == 0 ? -1 : checkpoint)) {
      faults.add("at %d there is %d".formatted(checkpoint, there));
    }
    return faults;
  }

  private static List<byte[]> rows(int shard) {
    List<byte[]> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(ByteBuffer.allocate(8).putInt(i * 1_000_003).putInt(shard).array());
    }
    return rows;
  }

  static byte[] sometimes(int shard) {
    return ByteBuffer.allocate(8).putInt(900).putInt(shard).array();
  }

  private static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
