package io.tsubame.domain.room;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.Context;
import org.jspecify.annotations.Nullable;

/// Which account acts.
final class Acting {
  private Acting() {}

  /// The acting account, or null for the server.
  static @Nullable AccountId account(Context context) {
    return switch (context.actor()) {
      case Actor.Person(var account) -> account;
      case Actor.Server() -> null;
    };
  }

  static boolean is(AccountId account, Context context) {
    return account.equals(account(context));
  }
}
