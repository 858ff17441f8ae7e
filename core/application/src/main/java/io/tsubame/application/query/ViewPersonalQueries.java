package io.tsubame.application.query;

import io.tsubame.application.view.BareNumber;
import io.tsubame.application.view.CategoryRow;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.Pages;
import io.tsubame.application.view.PreferenceRow;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewStore;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountEvent.Category;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What an account arranged for itself, from the views.
final class ViewPersonalQueries implements PersonalQueries {
  private final ViewStore store;
  private final RoomGate gate;

  ViewPersonalQueries(ViewStore store, RoomGate gate) {
    this.store = store;
    this.gate = gate;
  }

  @Override
  public List<Category> categories(AccountId account) {
    List<Category> categories = new ArrayList<>();
    Pages.forEach(
        store,
        Table.CATEGORIES,
        Keys.account(account),
        entry -> {
          CategoryRow row = CategoryRow.decode(entry.value());
          categories.add(new Category(Keys.intAt(entry.key(), 4), row.name(), row.rooms()));
        });
    return categories;
  }

  @Override
  public List<Bookmark> bookmarks(AccountId account) {
    List<Bookmark> bookmarks = new ArrayList<>();
    Pages.forEach(
        store,
        Table.BOOKMARKS,
        Keys.account(account),
        entry ->
            bookmarks.add(
                new Bookmark(
                    new MessageId(Keys.longAt(entry.key(), 4)),
                    BareNumber.decodeTime(Table.BOOKMARKS, entry.value()))));
    List<RoomId> rooms =
        bookmarks.stream().map(bookmark -> bookmark.message().room()).distinct().toList();
    Set<RoomId> open = new HashSet<>();
    gate.openAll(account, rooms).forEach(room -> open.add(room.id()));
    return bookmarks.stream()
        .filter(bookmark -> open.contains(bookmark.message().room()))
        .sorted(Comparator.comparing(Bookmark::at).thenComparing(Bookmark::message).reversed())
        .toList();
  }

  @Override
  public Map<String, String> preferences(AccountId account) {
    Map<String, String> preferences = new TreeMap<>();
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
