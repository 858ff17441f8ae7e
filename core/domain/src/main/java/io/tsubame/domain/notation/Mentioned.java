package io.tsubame.domain.notation;

import io.tsubame.domain.AccountId;
import java.util.List;

/// Whom a text addresses by its notation, whether or not they exist.
///
/// @param accounts of `[To:…]` and `[rp …]`, in the order of the text, with repetitions
/// @param all whether it has a `[toall]`
public record Mentioned(List<AccountId> accounts, boolean all) {
  public static final Mentioned NOBODY = new Mentioned(List.of(), false);

  public Mentioned {
    accounts = List.copyOf(accounts);
  }
}
