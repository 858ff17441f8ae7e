package io.tsubame.application.live;

/// A message in the form in which it goes out, encoded once for all who receive it.
public record Frame(byte[] bytes) {}
