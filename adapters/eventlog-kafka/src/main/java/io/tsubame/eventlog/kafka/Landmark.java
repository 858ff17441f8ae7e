package io.tsubame.eventlog.kafka;

/// Reading from the offset on gives the records from the position on.
record Landmark(long position, long offset) {
  static final Landmark BEGINNING = new Landmark(0, 0);
}
