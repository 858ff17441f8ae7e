package io.tsubame.application.shard;

/// Names one command, so that sending it again has no second effect. Made by the client and made
/// unique by whom it comes from: `account:key` or, for process managers and imports, a name of what
/// is done.
///
/// It is remembered for some time ([ShardLimits]), or for ever where it is [#lasting].
///
/// @param content a digest of what the client asked for, by which a command that only borrows the
///   name of another one is told apart; [#BY_NAME] where the name says it all
public record CommandId(String value, long content) {
  public static final long BY_NAME = 0;

  private static final String LASTING = "once:";

  public CommandId {
    if (value.isEmpty() || value.length() > 200) {
      throw new IllegalArgumentException("a command id has 1 to 200 characters");
    }
  }

  public CommandId(String value) {
    this(value, BY_NAME);
  }

  /// Names what is done once, however much later somebody tries again. Kept for ever, so only for
  /// what there is little of.
  public static CommandId lasting(String name) {
    return new CommandId(LASTING + name);
  }

  public boolean isLasting() {
    return value.startsWith(LASTING);
  }

  /// Whether an attempt under this id may be one at the command that was accepted under the other.
  boolean repeats(CommandId accepted) {
    return value.equals(accepted.value)
        && (content == accepted.content || content == BY_NAME || accepted.content == BY_NAME);
  }

  /// As ever where there is no digest, for logs and golden files.
  @Override
  public String toString() {
    String digest = content == BY_NAME ? "" : ", content=" + Long.toHexString(content);
    return "CommandId[value=" + value + digest + "]";
  }
}
