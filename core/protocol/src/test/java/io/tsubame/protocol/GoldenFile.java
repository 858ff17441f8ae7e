package io.tsubame.protocol;

import com.google.protobuf.TextFormat;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.protocol.schema.CommitProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;

/// The bytes of one commit as a release once wrote it, and what they say: `<name>.v<N>.hex` and
/// `<name>.v<N>.txt`.
record GoldenFile(String stem) {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");
  private static final int BYTES_PER_LINE = 32;

  static GoldenFile of(EventVersion<?> version) {
    return new GoldenFile(version.name() + ".v" + version.version());
  }

  LogRecord logRecord() {
    String hex = read(".hex").replaceAll("\\s", "");
    return new LogRecord(ProtobufCommitCodec.RECORD_TYPE, HexFormat.of().parseHex(hex));
  }

  String text() {
    return read(".txt");
  }

  /// Never writes over another one: what was published does not change.
  void writeIfMissing(LogRecord logRecord) throws IOException {
    if (Files.exists(file(".hex"))) {
      return;
    }
    String hex = HexFormat.of().formatHex(logRecord.payload());
    String lines = hex.replaceAll("(.{" + 2 * BYTES_PER_LINE + "})(?=.)", "$1\n") + "\n";
    write(".hex", lines);
    write(".txt", describe(logRecord));
  }

  /// What the bytes say by the published schema, and what the domain makes of them today.
  static String describe(LogRecord logRecord) throws IOException {
    String published =
        TextFormat.printer()
            .escapingNonAscii(false)
            .printToString(CommitProto.Commit.parseFrom(logRecord.payload()));
    return published + "\n" + new ProtobufCommitCodec().decode(logRecord) + "\n";
  }

  private void write(String extension, String content) throws IOException {
    Files.createDirectories(FOLDER);
    Files.writeString(file(extension), content, StandardOpenOption.CREATE_NEW);
  }

  private String read(String extension) {
    Path file = file(extension);
    if (!Files.exists(file)) {
      throw new AssertionError("no golden file " + file + "; see docs/spec/events.md");
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Tests run in the folder of their module.
  private Path file(String extension) {
    return FOLDER.resolve(stem + extension);
  }
}
