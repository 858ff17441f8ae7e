package io.tsubame.api.v2;

import io.tsubame.api.Handler;
import io.tsubame.api.Request;
import io.tsubame.application.Application;
import io.tsubame.domain.AccountId;
import java.util.Collection;

/// What all operations that read have in common.
///
/// @param application what answers
record Readers(Application application) {
  /// The most that a list has, but those of rooms, contacts and members.
  static final int PAGE = 100;

  /// A handler that sees what the caller wrote before.
  Handler fresh(Handler handler) {
    return request -> {
      application.freshness().awaitOwnWrites(request.caller());
      return handler.handle(request);
    };
  }

  People people(Collection<AccountId> accounts, Request request) {
    return new People(application.queries().people().people(accounts), request.baseUrl());
  }
}
