package io.tsubame.application.search;

/// What an index is and has done since it was opened.
///
/// @param documents that can be found
/// @param bytes on the disk, 0 where it has none
/// @param refreshes after which changes could be found
public record IndexNumbers(long documents, long bytes, int segments, long refreshes) {}
