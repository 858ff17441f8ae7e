package io.tsubame.it;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What clients did and what they were shown, as far as a promise speaks of it. Pure data: [Checks]
/// holds it against the promises.
record History(Written written, Seen seen) {
  /// What was done.
  ///
  /// @param posts messages whose post was answered
  /// @param possible texts of posts without an answer: each is there once, or not
  /// @param tasks that were acknowledged
  /// @param possibleTasks texts of tasks without an answer
  /// @param read how far somebody has certainly read
  /// @param repeated first answers to commands with a key, and what the same key was answered later
  /// @param members who is in a room, by what was acknowledged last
  record Written(
      List<Acknowledged> posts,
      Set<String> possible,
      List<Task> tasks,
      Set<String> possibleTasks,
      List<Read> read,
      List<Repeated> repeated,
      Map<Integer, Set<Integer>> members) {}

  /// What was shown when nobody wrote any more.
  ///
  /// @param rooms each room as each reader was shown it at each node
  /// @param tasks each list of a room's tasks, by each reader at each node
  /// @param members who is in a room, by each reader at each node
  /// @param told what the live stream had told each follower by then
  /// @param found what search answered
  record Seen(
      List<Shown> rooms,
      List<ShownTasks> tasks,
      List<ShownMembers> members,
      List<Told> told,
      List<Found> found) {}

  /// One message as it is shown.
  ///
  /// @param system written by the server, such as the news of a task
  record Line(String id, int sequence, int author, String body, int edits, boolean system) {}

  /// A message as it was acknowledged.
  ///
  /// @param bodies one of these must be shown: several where an edit had no answer
  /// @param begun when it was sent first, in nanoseconds of one clock
  /// @param answered when the answer came
  record Acknowledged(
      int room,
      String id,
      int sequence,
      int author,
      Set<String> bodies,
      int edits,
      int possibleEdits,
      long begun,
      long answered) {}

  /// A room as a reader is shown it.
  record Shown(
      String reader,
      int account,
      int room,
      List<Line> lines,
      int readUpTo,
      int unread,
      int mentions) {
    Shown {
      lines = List.copyOf(lines);
    }
  }

  /// What a follower of the live stream knows of a room.
  ///
  /// @param messages ids in the order in which they came
  /// @param versions what came as each version
  /// @param faults what no stream may do, such as a hole
  record Told(
      String follower,
      int room,
      List<String> messages,
      Map<Long, String> versions,
      List<String> faults) {}

  record Read(int account, int room, int sequence) {}

  /// @param all everything about it, as text
  record Task(int room, String body, String all) {}

  record ShownTasks(String reader, int room, List<Task> tasks) {}

  /// @param term a word
  /// @param ids what was found, sorted
  record Found(String reader, String term, List<String> ids) {}

  record Repeated(String command, String first, String again) {}

  record ShownMembers(String reader, int room, Set<Integer> accounts) {}
}
