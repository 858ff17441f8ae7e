package io.tsubame.domain;

/// Identifies a file, which belongs to one room. Positive and below 2^31, because existing clients
/// read it as a 32-bit integer.
public record FileId(int value) implements Comparable<FileId> {
  public FileId {
    Checks.positive("FileId", value);
  }

  @Override
  public int compareTo(FileId other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
