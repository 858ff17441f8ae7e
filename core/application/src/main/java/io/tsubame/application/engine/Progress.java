package io.tsubame.application.engine;

/// How far a long work has come.
///
/// @param done of the whole, in records and rows
/// @param total how much it was at the beginning; 0 where that is not known
public record Progress(long done, long total) {}
