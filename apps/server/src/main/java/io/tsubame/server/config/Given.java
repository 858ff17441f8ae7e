package io.tsubame.server.config;

/// A value that somebody gave, before anybody understood it.
///
/// @param name of the key
/// @param text elements of a list joined by commas
/// @param origin where it stands, such as `tsubame.yaml:3`, `TSUBAME_SERVER_PORT` or `--port`
record Given(String name, String text, String origin) {}
