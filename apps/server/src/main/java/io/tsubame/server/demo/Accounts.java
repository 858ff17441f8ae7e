package io.tsubame.server.demo;

import io.tsubame.domain.AccountId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// The accounts of the cast.
final class Accounts {
  private final Map<Cast, AccountId> accounts = new EnumMap<>(Cast.class);

  void add(Cast person, AccountId account) {
    accounts.put(person, account);
  }

  /// Of somebody who is registered.
  AccountId of(Cast person) {
    return Objects.requireNonNull(accounts.get(person), "not registered");
  }
}
