package io.tsubame.imports.slack;

/// What the first pass learned about a file of messages.
///
/// @param sorted whether its messages stand in the order of their times
/// @param bytes unpacked
record DayFile(
    String entry, SlackTime first, SlackTime last, boolean sorted, long bytes, long messages) {}
