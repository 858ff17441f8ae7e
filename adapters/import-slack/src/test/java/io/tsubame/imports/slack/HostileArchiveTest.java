package io.tsubame.imports.slack;

import static io.tsubame.imports.slack.ExportZip.message;
import static io.tsubame.imports.slack.ExportZip.replaced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class HostileArchiveTest {
  private static final ImportWorld WORLD = new ImportWorld();
  private static final String DAY = "general/2026-04-01.json";

  @TempDir Path folder;

  @AfterAll
  static void close() {
    WORLD.close();
  }

  @ParameterizedTest(name = "[IS1] [IS10-IS15] {0}")
  @MethodSource("archives")
  void refused(
      String fault, ExportZip export, UnaryOperator<byte[]> spoil, String entry, String words) {
    Path zip = export.in(folder, spoil);
    long records = WORLD.records();

    InvalidArchive refusal = catchThrowableOfType(InvalidArchive.class, () -> WORLD.run(zip));

    assertThat(refusal).as(fault).isNotNull();
    assertThat(refusal.entry()).isEqualTo(entry);
    assertThat(refusal.getMessage()).contains(entry).contains(words);
    assertThat(WORLD.records()).isEqualTo(records);
    assertThat(WORLD.people()).isEmpty();
  }

  static Stream<Arguments> archives() {
    return Stream.concat(zips(), contents());
  }

  private static Stream<Arguments> zips() {
    ExportZip day = day("[" + message("U1", "1.0", "hi") + "]");
    return Stream.of(
        spoilt("no zip", day, _ -> "hello".getBytes(StandardCharsets.UTF_8), "", "no zip"),
        spoilt("empty", day, _ -> new byte[0], "", "no zip"),
        spoilt("cut off", day, zip -> Arrays.copyOf(zip, zip.length / 2), "", "cut off"),
        spoilt("encrypted", day, HostileArchiveTest::encrypted, DAY, "encrypted"),
        spoilt("spoilt bytes", day, HostileArchiveTest::otherChecksum, DAY, "checksum"),
        spoilt(
            "a name twice",
            day.with("aa.json", "[]").with("ab.json", "[]"),
            zip -> replaced(zip, "ab.json", "aa.json"),
            "aa.json",
            "twice"),
        whole("a path upwards", day.with("../evil.json", "[]"), "../evil.json", "no name"),
        whole(
            "a hidden path upwards", day.with("a/../../b.json", "[]"), "a/../../b.json", "no name"),
        whole("an absolute path", day.with("/etc/x.json", "[]"), "/etc/x.json", "no name"),
        whole("a drive", day.with("C:/x.json", "[]"), "C:/x.json", "no name"),
        whole("backslashes upwards", day.with("..\\b.json", "[]"), "../b.json", "no name"),
        whole("a backslash", day.with("a/b\\c.json", "[]"), "a/b\\c.json", "no name"),
        whole("a zip bomb", day(" ".repeat(1 << 20) + "[]"), DAY, "zip bomb"),
        whole("a huge file", day(" ".repeat(3 << 20) + "[]"), DAY, "bytes"));
  }

  private static Stream<Arguments> contents() {
    String deep = "[{\"ts\": \"1.0\", \"x\": " + "[".repeat(100) + "]".repeat(100) + "}]";
    return Stream.of(
        whole("no people", ExportZip.small().without("users.json"), "users.json", "missing"),
        whole(
            "no channels", ExportZip.small().without("channels.json"), "channels.json", "missing"),
        whole("nobody", ExportZip.small().with("users.json", "[]"), "users.json", "nobody"),
        whole("an empty file", day(""), DAY, "not a JSON array"),
        whole("an object", day("{}"), DAY, "not a JSON array"),
        whole("numbers", day("[1]"), DAY, "line 1"),
        whole("broken JSON", day("[\n{\"ts\": \"1.0\",,}]"), DAY, "line 2"),
        whole("cut JSON", day("[{\"ts\": \"1.0\""), DAY, "broken JSON"),
        whole("more behind the end", day("[] []"), DAY, "after its end"),
        whole("deep nesting", day(deep), DAY, "broken JSON"),
        whole(
            "a huge text", day("[" + message("U1", "1.0", "x".repeat(60_000)) + "]"), DAY, "line"),
        whole("no time", day("[{\"user\": \"U1\"}]"), DAY, "without its time"),
        whole("a strange time", day("[" + message("U1", "soon", "x") + "]"), DAY, "strange form"),
        whole(
            "an endless time", day("[" + message("U1", "9".repeat(30), "x") + "]"), DAY, "strange"),
        whole("a strange id", day("[" + message("U 1@x", "1.0", "x") + "]"), DAY, "strange form"),
        whole("text of objects", day("[{\"ts\": {}}]"), DAY, "where text belongs"),
        whole("reactions of text", day("[{\"ts\": \"1\", \"reactions\": \"x\"}]"), DAY, "an array"),
        whole(
            "no UTF-8",
            ExportZip.small().with(DAY, new byte[] {'[', '"', (byte) 0xc3}),
            DAY,
            "UTF-8"),
        whole("an overlong character", ExportZip.small().with(DAY, overlong()), DAY, "UTF-8"),
        whole(
            "a person twice",
            ExportZip.small().with("users.json", "[{\"id\": \"U1\"}, {\"id\": \"U1\"}]"),
            "users.json",
            "twice"),
        whole(
            "a channel name twice",
            ExportZip.small()
                .with(
                    "channels.json",
                    "[{\"id\": \"C1\", \"name\": \"a\"}, {\"id\": \"C2\", \"name\": \"a\"}]"),
            "channels.json",
            "twice"),
        whole("too many people", day("[" + crowd(300) + "]"), DAY, "more than 200"));
  }

  @Test
  @DisplayName("[IS10] a name that is shown cannot speak to the terminal")
  void terminal() {
    Path zip = day("[]").with("a\u001b[2J\u202e/../x", "").in(folder);

    InvalidArchive refusal = catchThrowableOfType(InvalidArchive.class, () -> WORLD.run(zip));

    assertThat(refusal.getMessage()).contains("a\\u001b[2J\\u202e/../x");
  }

  private static Arguments whole(String fault, ExportZip export, String entry, String words) {
    return spoilt(fault, export, UnaryOperator.identity(), entry, words);
  }

  private static Arguments spoilt(
      String fault, ExportZip export, UnaryOperator<byte[]> spoil, String entry, String words) {
    return arguments(fault, export, spoil, entry, words);
  }

  private static ExportZip day(String content) {
    return ExportZip.small().with(DAY, content);
  }

  private static String crowd(int number) {
    return String.join(
        ",",
        Stream.iterate(1, n -> n + 1).limit(number).map(n -> message("X" + n, "1.0", "")).toList());
  }

  private static byte[] overlong() {
    return new byte[] {'[', '{', '"', 'a', '"', ':', '"', (byte) 0xc0, (byte) 0xaf, '"', '}', ']'};
  }

  /// Sets the flag of encryption where the list of files names the day.
  private static byte[] encrypted(byte[] zip) {
    byte[] changed = zip.clone();
    changed[listed(zip) + 8] |= 1;
    return changed;
  }

  private static byte[] otherChecksum(byte[] zip) {
    byte[] changed = zip.clone();
    changed[listed(zip) + 16] ^= 1;
    return changed;
  }

  /// Where the record of the day begins in the list of files, which is the last to name it.
  private static int listed(byte[] zip) {
    String all = new String(zip, StandardCharsets.ISO_8859_1);
    return all.lastIndexOf(DAY) - 46;
  }
}
