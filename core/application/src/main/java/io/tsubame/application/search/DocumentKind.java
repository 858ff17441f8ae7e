package io.tsubame.application.search;

/// What can be in the index. Rooms and people are not: there are few enough to look through them.
public enum DocumentKind {
  MESSAGE,
  TASK,
  FILE
}
