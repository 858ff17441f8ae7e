package io.tsubame.domain.room;

import io.tsubame.domain.AccountId;
import java.util.List;

/// Whom a message addresses, among those who were members when it was posted.
///
/// @param accounts addressed by `[To:…]` or `[rp …]`, without its author, sorted and without
///   repetition
/// @param all whether `[toall]` addresses every member but the author
public record Mentions(List<AccountId> accounts, boolean all) {
  public static final Mentions NONE = new Mentions(List.of(), false);

  public Mentions {
    accounts = List.copyOf(accounts);
  }
}
