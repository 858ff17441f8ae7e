package io.tsubame.api.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The built web client, in memory: a few hundred kilobytes.
///
/// @param byPath contents by path below the root, `assets/index-1a2b.js`, compressed ones with the
///   endings `.br` and `.gz` beside them
record WebFiles(Map<String, byte[]> byPath) {
  static final String PAGE = "index.html";
  private static final String FOLDER = "web/";

  /// Which files there are; a folder in a jar cannot be listed.
  private static final String LIST = FOLDER + "files.txt";

  WebFiles {
    byPath = Map.copyOf(byPath);
  }

  /// Empty where the server was built without the web client.
  ///
  /// @throws UncheckedIOException where a file that is listed cannot be read
  static Optional<WebFiles> packed(ClassLoader loader) {
    try (InputStream list = loader.getResourceAsStream(LIST)) {
      if (list == null) {
        return Optional.empty();
      }
      Map<String, byte[]> files = new HashMap<>();
      for (String path : lines(list)) {
        files.put(path, read(loader, path));
      }
      return files.containsKey(PAGE) ? Optional.of(new WebFiles(files)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(InputStream list) {
    return new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8)).lines().toList();
  }

  private static byte[] read(ClassLoader loader, String path) throws IOException {
    try (InputStream in = loader.getResourceAsStream(FOLDER + path)) {
      if (in == null) {
        throw new IOException("the web client lacks its file " + path);
      }
      return in.readAllBytes();
    }
  }
}
