package io.tsubame.application.shard;

/// Names one command, so that sending it again has no second effect. Made by the client and made
/// unique by whom it comes from: `account:key` or, for process managers and imports, a name of what
/// is done.
public record CommandId(String value) {
  public CommandId {
    if (value.isEmpty() || value.length() > 200) {
      throw new IllegalArgumentException("a command id has 1 to 200 characters");
    }
  }
}
