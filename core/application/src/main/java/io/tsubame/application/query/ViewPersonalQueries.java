package io.tsubame.application.query;

import io.tsubame.application.view.PersonalRows;
import io.tsubame.application.view.ViewStore;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountEvent.Category;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What an account arranged for itself, from the views.
final class ViewPersonalQueries implements PersonalQueries {
  private final PersonalRows rows;
  private final RoomGate gate;

  ViewPersonalQueries(ViewStore store, RoomGate gate) {
    this.rows = new PersonalRows(store);
    this.gate = gate;
  }

  @Override
  public List<Category> categories(AccountId account) {
    return List.copyOf(rows.categories(account).values());
  }

  @Override
  public List<Bookmark> bookmarks(AccountId account) {
    List<Bookmark> bookmarks = new ArrayList<>();
    rows.bookmarks(account).forEach((message, at) -> bookmarks.add(new Bookmark(message, at)));
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
    return rows.preferences(account);
  }
}
