package io.tsubame.domain;

/// Identifies an organization: a company or another group of accounts. Positive and below 2^31,
/// because existing clients read it as a 32-bit integer.
public record OrganizationId(int value) implements Comparable<OrganizationId> {
  public OrganizationId {
    Checks.positive("OrganizationId", value);
  }

  @Override
  public int compareTo(OrganizationId other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
