package io.tsubame.domain;

/// On whose behalf a command is sent.
public sealed interface Actor {
  /// A signed-in account; the rules of access apply.
  record Person(AccountId account) implements Actor {}

  /// The server itself: process managers, imports and the operator at the command line.
  record Server() implements Actor {}

  Actor SERVER = new Server();

  static Actor of(AccountId account) {
    return new Person(account);
  }
}
