package io.tsubame.domain;

/// Identifies a contact request that waits for an answer. Positive and below 2^31, because existing
/// clients read it as a 32-bit integer.
public record RequestId(int value) implements Comparable<RequestId> {
  public RequestId {
    Checks.positive("RequestId", value);
  }

  @Override
  public int compareTo(RequestId other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
