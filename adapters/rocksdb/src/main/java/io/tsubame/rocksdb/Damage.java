package io.tsubame.rocksdb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;

/// Looks whether the files of a database hold what was written, in the words of RocksDB, which name
/// the file.
public final class Damage {
  private Damage() {}

  /// In the tables of an open database, all of which are read.
  public static Optional<String> inTables(RocksDB db) {
    try {
      db.verifyChecksum();
      return Optional.empty();
    } catch (RocksDBException damage) {
      return Optional.of(String.valueOf(damage.getMessage()));
    }
  }

  /// In the write-ahead log of a database that nobody has open: what opening it would pass over,
  /// with all that comes behind. A torn end is none. Empty also where there is no database.
  public static Optional<String> inWriteAheadLog(Path database) {
    if (Files.notExists(database.resolve("CURRENT"))) {
      return Optional.empty();
    }
    NativeLibrary.load();
    try (NativeResources resources = new NativeResources()) {
      DBOptions strict =
          resources
              .hold(new DBOptions())
              .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords);
      Options options = resources.hold(new Options());
      List<ColumnFamilyDescriptor> tables =
          RocksDB.listColumnFamilies(options, database.toString()).stream()
              .map(ColumnFamilyDescriptor::new)
              .toList();
      List<ColumnFamilyHandle> opened = new ArrayList<>();
      resources.hold(RocksDB.openReadOnly(strict, database.toString(), tables, opened));
      opened.forEach(resources::hold);
      return Optional.empty();
    } catch (RocksDBException damage) {
      return Optional.of(of(database, damage));
    }
  }

  /// What a database that does not open is called damaged for, with the file where it is in a
  /// write-ahead log.
  public static String of(Path database, RocksDBException damage) {
    String place = WriteAheadLogs.firstFault(database).map(at -> " (" + at + ")").orElse("");
    return database + ": " + damage.getMessage() + place;
  }
}
