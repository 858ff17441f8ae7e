package io.tsubame.imports.slack;

/// What an archive may ask of us, so that a hostile one cannot take memory or time without end.
///
/// @param entries files in the archive
/// @param entryBytes of one file, unpacked
/// @param totalBytes of all that is read, unpacked
/// @param inflation unpacked bytes for each packed one, beyond `freeBytes`
/// @param freeBytes that a file may always have, however well it was packed
/// @param unsortedBytes of day files, unpacked, that must be sorted together in memory
/// @param textLength of one JSON string, in characters
/// @param nesting of JSON objects and arrays
/// @param people who get an account
/// @param rooms channels and conversations
/// @param listed of one kind in one message: reactions, who reacted, files, attachments
public record ArchiveLimits(
    int entries,
    long entryBytes,
    long totalBytes,
    int inflation,
    long freeBytes,
    long unsortedBytes,
    int textLength,
    int nesting,
    int people,
    int rooms,
    int listed) {

  /// Far above what workspaces export.
  public static final ArchiveLimits DEFAULT =
      new ArchiveLimits(
          1_000_000,
          512L << 20,
          256L << 30,
          200,
          4L << 20,
          32L << 20,
          1 << 20,
          64,
          100_000,
          50_000,
          20_000);
}
