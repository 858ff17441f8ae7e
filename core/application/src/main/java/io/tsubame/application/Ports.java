package io.tsubame.application;

import io.tsubame.application.query.Freshness;
import io.tsubame.application.query.Queries;
import io.tsubame.application.secret.Passwords;
import io.tsubame.application.secret.RandomBytes;
import io.tsubame.application.session.SessionStore;
import io.tsubame.application.shard.Commands;
import io.tsubame.domain.Limits;
import java.time.Clock;

/// What the use cases stand on.
public record Ports(
    Commands commands,
    Freshness freshness,
    Queries queries,
    SessionStore sessions,
    Passwords passwords,
    RandomBytes random,
    Clock clock,
    Limits limits) {}
