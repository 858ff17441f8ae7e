package io.tsubame.imports.slack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// A zip whose list of files is in order: no name twice, none that leads out of the archive, none
/// encrypted. What is read from it is counted and compared with its checksum.
final class ZipArchive implements AutoCloseable {
  private static final int NAME_LENGTH = 1_000;

  private final ZipFile zip;
  private final ArchiveLimits limits;
  private final Map<String, ZipArchiveEntry> entries = new TreeMap<>();
  private final AtomicLong read = new AtomicLong();

  private ZipArchive(ZipFile zip, ArchiveLimits limits) {
    this.zip = zip;
    this.limits = limits;
  }

  static ZipArchive open(Path file, ArchiveLimits limits) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new InvalidArchive("", "cannot be read: " + file);
    }
    ZipFile zip;
    try {
      zip = ZipFile.builder().setPath(file).setIgnoreLocalFileHeader(true).get();
    } catch (IOException | IllegalArgumentException broken) {
      throw new InvalidArchive("", "is no zip, or is cut off or damaged");
    }
    ZipArchive archive = new ZipArchive(zip, limits);
    try {
      archive.index();
      return archive;
    } catch (RuntimeException refused) {
      archive.close();
      throw refused;
    }
  }

  private void index() {
    List<ZipArchiveEntry> all = Collections.list(zip.getEntries());
    if (all.size() > limits.entries()) {
      throw new InvalidArchive("", "holds more than " + limits.entries() + " files");
    }
    for (ZipArchiveEntry entry : all) {
      checkName(entry.getName());
      if (entry.isDirectory()) {
        continue;
      }
      check(entry);
      if (entries.put(entry.getName(), entry) != null) {
        throw new InvalidArchive(entry.getName(), "is in the archive twice");
      }
    }
  }

  private static void checkName(String name) {
    boolean strange =
        name.isEmpty()
            || name.length() > NAME_LENGTH
            || name.startsWith("/")
            || name.indexOf('\\') >= 0
            || name.indexOf('\0') >= 0
            || List.of(name.split("/", -1)).contains("..")
            || name.matches("[A-Za-z]:.*");
    if (strange) {
      throw new InvalidArchive(name, "is no name of a file inside an archive");
    }
  }

  private void check(ZipArchiveEntry entry) {
    String name = entry.getName();
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      throw new InvalidArchive(name, "is encrypted; only archives without a password are read");
    }
    if (!zip.canReadEntryData(entry)) {
      throw new InvalidArchive(name, "is packed by a method that is not supported");
    }
    if (entry.isUnixSymlink()) {
      throw new InvalidArchive(name, "is a link, not a file");
    }
    if (entry.getSize() > limits.entryBytes()) {
      throw new InvalidArchive(name, "has more than " + limits.entryBytes() + " bytes");
    }
  }

  /// The names of all files, in order.
  List<String> names() {
    return new ArrayList<>(entries.keySet());
  }

  boolean has(String name) {
    return entries.containsKey(name);
  }

  /// What changes when the file changes.
  String mark(String name) {
    ZipArchiveEntry entry = entry(name);
    return name + " " + entry.getSize() + " " + Long.toHexString(entry.getCrc());
  }

  long size(String name) {
    return entry(name).getSize();
  }

  /// The bytes of the file, which fail with [InvalidArchive] where they are not what the archive
  /// says of them, or more than the limits allow.
  InputStream bytes(String name) {
    ZipArchiveEntry entry = entry(name);
    try {
      return new CheckedBytes(zip.getInputStream(entry), entry, limits, read);
    } catch (IOException broken) {
      throw new InvalidArchive(name, "is damaged or cut off");
    }
  }

  /// Begins anew to count what is read, for the next pass.
  void countAnew() {
    read.set(0);
  }

  private ZipArchiveEntry entry(String name) {
    @Nullable ZipArchiveEntry entry = entries.get(name);
    if (entry == null) {
      throw new InvalidArchive(name, "is missing");
    }
    return entry;
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException _) {
      // It was only read.
    }
  }
}
