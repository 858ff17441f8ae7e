package io.tsubame.application;

import io.tsubame.application.file.FilePorts;
import io.tsubame.application.limit.RateLimits;
import io.tsubame.application.query.Freshness;
import io.tsubame.application.query.Queries;
import io.tsubame.application.search.IndexInUse;
import io.tsubame.application.search.SearchLimits;
import io.tsubame.application.secret.Passwords;
import io.tsubame.application.secret.RandomBytes;
import io.tsubame.application.session.SessionStore;
import io.tsubame.application.shard.Commands;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Command;
import io.tsubame.domain.Limits;
import java.time.Clock;

/// What the use cases stand on.
public record Ports(
    Commands commands,
    Freshness freshness,
    Queries queries,
    IndexInUse index,
    SearchLimits searchLimits,
    SessionStore sessions,
    RateLimits rates,
    Passwords passwords,
    RandomBytes random,
    Clock clock,
    Limits limits,
    FilePorts files) {
  /// Sends as the server what an account's wish takes; the account reads what comes of it. Only for
  /// commands that may be repeated.
  public Outcome sendFor(AccountId account, AggregateId to, Command command) {
    Outcome outcome = commands.send(to, command, Actor.SERVER, null);
    freshness.wrote(account, outcome);
    return outcome;
  }
}
