package io.tsubame.sessions.rocksdb;

import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.session.SessionStore;
import io.tsubame.rocksdb.Damage;
import io.tsubame.rocksdb.DirectoryLock;
import io.tsubame.rocksdb.NativeAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sessions in a directory of this machine. A thread of its own flushes and sweeps.
public final class RocksSessionStore implements SessionStore {
  private static final String DATABASE = "rocksdb";

  private static final Logger LOGGER = LoggerFactory.getLogger(RocksSessionStore.class);

  private final DirectoryLock lock;
  private final SessionDatabase database;
  private final SessionWriter writer;
  private final InstantSource clock;
  private final RocksSessionStoreConfig config;
  private final NativeAccess access;
  private final ScheduledExecutorService upkeep =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sessions-upkeep").factory());
  private final AtomicBoolean unflushed = new AtomicBoolean();
  private final LongAdder swept = new LongAdder();
  private final LongAdder failures = new LongAdder();

  private RocksSessionStore(
      DirectoryLock lock,
      SessionDatabase database,
      SessionWriter writer,
      InstantSource clock,
      RocksSessionStoreConfig config) {
    this.lock = lock;
    this.database = database;
    this.writer = writer;
    this.clock = clock;
    this.config = config;
    access = new NativeAccess("sessions", config.threads(), config.maxWaiting());
  }

  /// Opens the sessions of a directory, and creates them where there are none.
  ///
  /// @throws Unavailable where the directory cannot be used, above all while another process uses
  ///   it
  public static RocksSessionStore open(
      Path directory, InstantSource clock, RocksSessionStoreConfig config) {
    DirectoryLock lock = DirectoryLock.take(directory);
    SessionDatabase database = null;
    try {
      database = SessionDatabase.open(directory.resolve(DATABASE));
      SessionWriter writer = SessionWriter.of(database, config.maxEntries());
      RocksSessionStore store = new RocksSessionStore(lock, database, writer, clock, config);
      store.startUpkeep();
      return store;
    } catch (RuntimeException | Error e) {
      if (database != null) {
        database.close();
      }
      lock.close();
      throw e;
    }
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    checkKey(key);
    SessionEntry entry =
        SessionEntry.decode(
            access.cachedFirst(
                () -> database.db.get(database.entries, database.cached, key),
                () -> database.db.get(database.entries, database.full, key)));
    return entry != null && entry.liveAt(clock.millis()) ? entry.value() : null;
  }

  @Override
  public void put(byte[] key, byte[] value, Duration timeToLive) {
    SessionEntry entry = entry(key, value, timeToLive);
    if (!access.call(() -> writer.put(key, entry, clock.millis()))) {
      throw full();
    }
    unflushed.set(true);
  }

  @Override
  public byte @Nullable [] putIfAbsent(byte[] key, byte[] value, Duration timeToLive) {
    SessionEntry entry = entry(key, value, timeToLive);
    SessionWriter.Put put = access.call(() -> writer.putIfAbsent(key, entry, clock.millis()));
    SessionEntry present = put.present();
    if (present != null) {
      return present.value();
    }
    if (!put.written()) {
      throw full();
    }
    unflushed.set(true);
    return null;
  }

  private SessionEntry entry(byte[] key, byte[] value, Duration timeToLive) {
    checkKey(key);
    if (value.length > MAX_VALUE_BYTES) {
      throw new IllegalArgumentException("a value has at most 64 KiB");
    }
    return new SessionEntry(endMillis(timeToLive), value);
  }

  private static Overloaded full() {
    return new Overloaded("the session store is full");
  }

  @Override
  public boolean touch(byte[] key, Duration timeToLive) {
    checkKey(key);
    long endMillis = endMillis(timeToLive);
    boolean touched = access.call(() -> writer.touch(key, endMillis, clock.millis()));
    if (touched) {
      unflushed.set(true);
    }
    return touched;
  }

  @Override
  public void delete(byte[] key) {
    checkKey(key);
    access.call(() -> {
      writer.delete(key);
      return true;
    });
  }

  @Override
  public void deleteByPrefix(byte[] prefix) {
    checkKey(prefix);
    access.call(() -> {
      writer.deleteByPrefix(prefix);
      return true;
    });
  }

  /// What the upkeep has done since the store was opened.
  public RocksSessionStoreStatistics statistics() {
    return new RocksSessionStoreStatistics(writer.count(), swept.sum(), failures.sum());
  }

  @Override
  public Optional<String> damage() {
    return access.call(() -> Damage.inTables(database.db));
  }

  /// What is wrong in the write-ahead log of a directory that nobody has open. [#open] takes the
  /// part before it.
  public static Optional<String> damageInWriteAheadLog(Path directory) {
    return Damage.inWriteAheadLog(directory.resolve(DATABASE));
  }

  @Override
  public void close() {
    upkeep.shutdown();
    access.close(() -> {
      database.close();
      lock.close();
    });
  }

  /// Removes some of what has ended, and brings what was put since the last time onto the disk.
  void keepUp() throws RocksDBException {
    int removed = writer.sweep(clock.millis(), config.sweptPerUpkeep());
    swept.add(removed);
    if (unflushed.getAndSet(false) || removed > 0) {
      database.db.flushWal(true);
    }
  }

  private void startUpkeep() {
    long nanos = config.upkeepInterval().toNanos();
    Future<?> _ =
        upkeep.scheduleWithFixedDelay(this::keepUpOrLog, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private void keepUpOrLog() {
    try {
      access.call(() -> {
        keepUp();
        return true;
      });
    } catch (RuntimeException e) {
      if (upkeep.isShutdown()) {
        return;
      }
      failures.increment();
      LOGGER.atWarn().setCause(e).log("the upkeep of the sessions failed and is tried again");
    }
  }

  private long endMillis(Duration timeToLive) {
    if (!timeToLive.isPositive()) {
      throw new IllegalArgumentException("an entry lives for some time");
    }
    return clock.instant().plus(timeToLive).toEpochMilli();
  }

  private static void checkKey(byte[] key) {
    if (key.length < 1 || key.length > MAX_KEY_BYTES) {
      throw new IllegalArgumentException("a key has 1 to 256 bytes");
    }
  }
}
