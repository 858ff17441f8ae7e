package io.tsubame.domain;

/// Every bound that a decision enforces, in one place. Lengths are in Unicode code points.
///
/// @param roomDescriptionLength lists of rooms hold all descriptions, so it is much shorter than a
///   message
public record Limits(
    int messageLength,
    int roomNameLength,
    int roomDescriptionLength,
    int membersPerRoom,
    int joinRequestsPerRoom,
    int mentionsPerMessage,
    int reactionKindsPerMessage,
    int reactionLength,
    int editsPerMessage,
    int assigneesPerTask,
    int filesPerMessage,
    int importBatch,
    int nameLength,
    int chatworkIdLength,
    int profileFieldLength,
    int bookmarksPerAccount,
    int pinsPerAccount,
    int categoriesPerAccount,
    int roomsPerCategory,
    int attentionsPerAccount,
    int apiTokensPerAccount,
    int preferencesPerAccount,
    int contactMessageLength,
    int membersPerOrganization,
    int invitationsPerOrganization) {

  /// What a server uses that nobody configured. The lengths of names and messages are those of the
  /// Chatwork API.
  public static final Limits DEFAULT =
      new Limits(
          65_535, 255, 5_000, 20_000, 1_000, 1_000, 50, 64, 1_000, 100, 20, 1_000, 255, 50, 1_000,
          1_000, 1_000, 100, 2_000, 2_000, 10, 100, 1_000, 100_000, 1_000);

  /// Of the tasks that one command makes, all together: each keeps the text, and one commit must
  /// not become too long for the log and for those who follow the room.
  public int taskTextLength() {
    return 4 * messageLength;
  }
}
