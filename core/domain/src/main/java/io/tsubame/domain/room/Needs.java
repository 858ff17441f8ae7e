package io.tsubame.domain.room;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.FileId;
import io.tsubame.domain.TaskId;
import java.util.List;

/// The parts of a room that a command names and that must be in the state before it is decided. A
/// part that is then not there does not exist.
public record Needs(
    List<Integer> messages, List<TaskId> tasks, List<FileId> files, List<AccountId> markers) {
  public static final Needs NOTHING = new Needs(List.of(), List.of(), List.of(), List.of());

  public Needs {
    messages = List.copyOf(messages);
    tasks = List.copyOf(tasks);
    files = List.copyOf(files);
    markers = List.copyOf(markers);
  }

  static Needs message(int sequence) {
    return new Needs(List.of(sequence), List.of(), List.of(), List.of());
  }

  static Needs task(TaskId task) {
    return new Needs(List.of(), List.of(task), List.of(), List.of());
  }

  static Needs files(List<FileId> files) {
    return new Needs(List.of(), List.of(), files, List.of());
  }

  static Needs marker(AccountId account) {
    return new Needs(List.of(), List.of(), List.of(), List.of(account));
  }
}
