package io.tsubame.domain.account;

/// Of which messages of a room a person is told.
public enum Attention {
  ALL,
  MENTIONS,
  /// Muted: of none.
  NONE
}
