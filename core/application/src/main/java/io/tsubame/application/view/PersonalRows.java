package io.tsubame.application.view;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.account.AccountEvent.Category;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/// What accounts arranged for themselves, from the rows.
///
/// @param store of the views
public record PersonalRows(ViewStore store) {
  public SortedMap<Integer, Category> categories(AccountId account) {
    SortedMap<Integer, Category> categories = new TreeMap<>();
    Pages.forEach(
        store,
        Table.CATEGORIES,
        Keys.account(account),
        entry -> {
          int number = Keys.intAt(entry.key(), 4);
          CategoryRow row = CategoryRow.decode(entry.value());
          categories.put(number, new Category(number, row.name(), row.rooms()));
        });
    return categories;
  }

  /// With the times at which they were set.
  public SortedMap<MessageId, Instant> bookmarks(AccountId account) {
    SortedMap<MessageId, Instant> bookmarks = new TreeMap<>();
    Pages.forEach(
        store,
        Table.BOOKMARKS,
        Keys.account(account),
        entry ->
            bookmarks.put(
                new MessageId(Keys.longAt(entry.key(), 4)),
                BareNumber.decodeTime(Table.BOOKMARKS, entry.value())));
    return bookmarks;
  }

  public SortedMap<String, String> preferences(AccountId account) {
    SortedMap<String, String> preferences = new TreeMap<>();
    Pages.forEach(
        store,
        Table.PREFERENCES,
        Keys.account(account),
        entry ->
            preferences.put(
                Keys.textFrom(entry.key(), Integer.BYTES),
                PreferenceRow.decode(entry.value()).value()));
    return preferences;
  }
}
