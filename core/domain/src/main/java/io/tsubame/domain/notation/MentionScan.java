package io.tsubame.domain.notation;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.notation.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/// Collects who is addressed outside of quotes.
final class MentionScan {
  private final List<AccountId> accounts = new ArrayList<>();
  private boolean all;

  /// How many quotes are open.
  private int quotes;

  void add(Token token) {
    switch (token) {
      case Token.Open(var kind, _, _, _) -> quotes += kind == Kind.QUOTE ? 1 : 0;
      case Token.Close(var kind, _, _) -> quotes -= kind == Kind.QUOTE ? 1 : 0;
      case Token.Leaf(var node, _, _) -> {
        if (quotes == 0) {
          addLeaf(node);
        }
      }
    }
  }

  Mentioned finish() {
    return accounts.isEmpty() && !all ? Mentioned.NOBODY : new Mentioned(accounts, all);
  }

  private void addLeaf(Node node) {
    switch (node) {
      case Node.Mention(var account, _) -> accounts.add(account);
      case Node.Reply(var account, _, _, _) -> accounts.add(account);
      case Node.MentionAll() -> all = true;
      case Node.Text _,
          Node.Quote _,
          Node.Box _,
          Node.Title _,
          Node.TaskBox _,
          Node.Code _,
          Node.Link _,
          Node.Download _,
          Node.Preview _,
          Node.Person _,
          Node.Translated _,
          Node.Rule _,
          Node.Deleted _ -> {}
    }
  }
}
