package io.tsubame.domain.room;

public enum TaskStatus {
  OPEN,
  DONE
}
