package io.tsubame.rocksdb;

import io.tsubame.application.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/// The native code of RocksDB, which has to be a file to be loaded. The file is gone as soon as it
/// is loaded: left to itself, RocksDB deletes it when the process ends, and leaves 17 MB behind for
/// each process that is killed.
public final class NativeLibrary {
  /// Its name in RocksDB's jar, and that under which RocksDB looks for it in a directory.
  private static final String PACKED = "/" + Environment.getJniLibraryFileName("rocksdb");

  private static final String FILE = Environment.getJniLibraryFileName("rocksdbjni");

  private static boolean loaded;

  private NativeLibrary() {}

  /// Loads it where this process has not yet. To be called before anything else of RocksDB is.
  ///
  /// @throws Unavailable where the temporary directory cannot hold it
  public static synchronized void load() {
    if (!loaded) {
      try (InputStream library = RocksDB.class.getResourceAsStream(PACKED)) {
        if (library == null) {
          RocksDB.loadLibrary(); // as installed on this machine, for which RocksDB brings none
        } else {
          loadFrom(Files.createTempDirectory("tsubame-rocksdb-"), library);
        }
      } catch (IOException | UnsatisfiedLinkError e) {
        throw new Unavailable("cannot load RocksDB from the temporary directory: " + e, e);
      }
      loaded = true;
    }
  }

  /// @param directory a new one, which nobody else may write
  private static void loadFrom(Path directory, InputStream library) throws IOException {
    Path file = directory.resolve(FILE);
    try {
      Files.copy(library, file);
      RocksDB.loadLibrary(List.of(directory.toString()));
    } finally {
      Files.deleteIfExists(file);
      Files.delete(directory);
    }
  }
}
