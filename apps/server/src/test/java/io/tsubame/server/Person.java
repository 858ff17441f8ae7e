package io.tsubame.server;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;

/// Somebody in a test.
///
/// @param api what they do by the API
public record Person(AccountId id, RoomId myRoom, String name, String email, Caller api) {
  public String number() {
    return id.toString();
  }
}
