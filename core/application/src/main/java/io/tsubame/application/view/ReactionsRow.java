package io.tsubame.application.view;

import io.tsubame.domain.AccountId;
import java.util.ArrayList;
import java.util.List;

/// Who reacted to one message, by reaction in the order in which they first came; each one's
/// accounts in the order in which they came.
public record ReactionsRow(List<Reaction> reactions) {
  private static final int FORMAT = 1;
  public static final ReactionsRow NONE = new ReactionsRow(List.of());

  public record Reaction(String reaction, List<AccountId> accounts) {
    public Reaction {
      accounts = List.copyOf(accounts);
    }
  }

  public ReactionsRow {
    reactions = List.copyOf(reactions);
  }

  public byte[] encode() {
    RowWriter out = new RowWriter(FORMAT).number(reactions.size());
    for (Reaction reaction : reactions) {
      out.text(reaction.reaction()).number(reaction.accounts().size());
      reaction.accounts().forEach(account -> out.number(account.value()));
    }
    return out.bytes();
  }

  public static ReactionsRow decode(byte[] bytes) {
    RowReader in = new RowReader(Table.REACTIONS, bytes, FORMAT);
    return in.end(new ReactionsRow(in.list(() -> new Reaction(in.text(), in.list(in::account)))));
  }

  /// Adding what is there already changes nothing.
  public ReactionsRow with(String reaction, AccountId account) {
    List<Reaction> changed = new ArrayList<>(reactions);
    int place = placeOf(reaction);
    if (place < 0) {
      changed.add(new Reaction(reaction, List.of(account)));
    } else if (!reactions.get(place).accounts().contains(account)) {
      List<AccountId> accounts = new ArrayList<>(reactions.get(place).accounts());
      accounts.add(account);
      changed.set(place, new Reaction(reaction, accounts));
    }
    return new ReactionsRow(changed);
  }

  public ReactionsRow without(String reaction, AccountId account) {
    int place = placeOf(reaction);
    if (place < 0) {
      return this;
    }
    List<Reaction> changed = new ArrayList<>(reactions);
    List<AccountId> accounts = new ArrayList<>(reactions.get(place).accounts());
    accounts.remove(account);
    if (accounts.isEmpty()) {
      changed.remove(place);
    } else {
      changed.set(place, new Reaction(reaction, accounts));
    }
    return new ReactionsRow(changed);
  }

  private int placeOf(String reaction) {
    for (int place = 0; place < reactions.size(); place++) {
      if (reactions.get(place).reaction().equals(reaction)) {
        return place;
      }
    }
    return -1;
  }
}
