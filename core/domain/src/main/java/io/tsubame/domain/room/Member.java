package io.tsubame.domain.room;

import io.tsubame.domain.AccountId;

/// An account with its role in a room.
public record Member(AccountId account, Role role) {}
