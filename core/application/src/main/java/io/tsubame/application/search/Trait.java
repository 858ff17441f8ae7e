package io.tsubame.application.search;

/// What a document has beside its text.
public enum Trait {
  FILE,
  LINK,
  TASK,
  REACTION
}
