package io.tsubame.application.shard;

/// Names one command, so that sending it again has no second effect. Made by the client and made
/// unique by whom it comes from: `account:key` or, for process managers and imports, a name of what
/// is done.
///
/// It is remembered for some time ([ShardLimits]), or for ever where it is [#lasting].
public record CommandId(String value) {
  private static final String LASTING = "once:";

  public CommandId {
    if (value.isEmpty() || value.length() > 200) {
      throw new IllegalArgumentException("a command id has 1 to 200 characters");
    }
  }

  /// Names what is done once, however much later somebody tries again. Kept for ever, so only for
  /// what there is little of.
  public static CommandId lasting(String name) {
    return new CommandId(LASTING + name);
  }

  public boolean isLasting() {
    return value.startsWith(LASTING);
  }
}
