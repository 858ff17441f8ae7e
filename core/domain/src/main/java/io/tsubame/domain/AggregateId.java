package io.tsubame.domain;

/// Names one aggregate, and by that the shard that decides for it.
public sealed interface AggregateId {
  record Room(RoomId id) implements AggregateId {}

  record Account(AccountId id) implements AggregateId {}

  record Organization(OrganizationId id) implements AggregateId {}

  /// Two accounts, the smaller id first.
  record ContactPair(AccountId low, AccountId high) implements AggregateId {
    public ContactPair {
      if (low.value() >= high.value()) {
        throw new IllegalArgumentException("not a pair in order: " + low + ", " + high);
      }
    }

    public static ContactPair of(AccountId one, AccountId other) {
      return one.compareTo(other) < 0 ? new ContactPair(one, other) : new ContactPair(other, one);
    }
  }

  /// A name that at most one account may hold, such as an e-mail address.
  record Handle(io.tsubame.domain.handle.HandleName name) implements AggregateId {}
}
