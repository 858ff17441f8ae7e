package io.tsubame.application.query;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.account.AccountEvent.Category;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Questions about what an account arranged for itself; the answers are only for that account.
public interface PersonalQueries {
  /// Private categories of rooms, by id.
  List<Category> categories(AccountId account);

  /// Newest first, without those in rooms that the account is not in any more.
  List<Bookmark> bookmarks(AccountId account);

  Map<String, String> preferences(AccountId account);

  record Bookmark(MessageId message, Instant at) {}
}
