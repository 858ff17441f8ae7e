package io.tsubame.testkit.opensearch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// OpenSearch's own distribution, as Maven brought it: unpacked as far as a server needs that has
/// no plug-ins.
final class Distribution {
  private static final String PLACE = "distribution.txt";
  private static final List<String> NEEDED =
      List.of("agent/", "config/", "lib/", "modules/transport-netty4/", "plugins/");

  private Distribution() {}

  /// @throws IOException where Maven did not bring it
  static void unpack(Path into) throws IOException {
    Path archive = archive();
    if (Files.notExists(archive)) {
      throw new IOException(archive + " is missing: Maven fetches it with testkit/opensearch");
    }
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
        Path place = into.resolve(name).normalize();
        if (!entry.isDirectory() && isNeeded(name) && place.startsWith(into)) {
          Files.createDirectories(place.getParent());
          Files.copy(zip, place);
        }
      }
    }
    Files.createDirectories(into.resolve("plugins"));
  }

  private static boolean isNeeded(String name) {
    return NEEDED.stream().anyMatch(name::startsWith);
  }

  private static Path archive() throws IOException {
    try (InputStream place = Distribution.class.getResourceAsStream(PLACE)) {
      if (place == null) {
        throw new IOException("nobody has said where OpenSearch lies: " + PLACE);
      }
      return Path.of(new String(place.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }
}
