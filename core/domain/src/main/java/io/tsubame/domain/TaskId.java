package io.tsubame.domain;

/// Identifies a task, which belongs to one room and has one assignee. Positive and below 2^31,
/// because existing clients read it as a 32-bit integer.
public record TaskId(int value) implements Comparable<TaskId> {
  public TaskId {
    Checks.positive("TaskId", value);
  }

  @Override
  public int compareTo(TaskId other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
