package io.tsubame.domain;

/// Identifies an account: a person or bot that can sign in. Positive and below 2^31, because
/// existing clients read it as a 32-bit integer.
public record AccountId(int value) implements Comparable<AccountId> {
  public AccountId {
    Checks.positive("AccountId", value);
  }

  @Override
  public int compareTo(AccountId other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
