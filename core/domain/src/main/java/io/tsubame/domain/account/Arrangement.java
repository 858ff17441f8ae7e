package io.tsubame.domain.account;

import io.tsubame.domain.MessageId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountEvent.Category;
import io.tsubame.domain.collection.Copies;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// How a person arranges rooms and messages, which nobody else sees.
///
/// @param pinned in the order in which they were pinned
/// @param attention for rooms where it is not [Attention#ALL]
/// @param categories by their ids
/// @param lastCategory the greatest id that a category ever had, 0 before the first
/// @param bookmarks when each message was bookmarked
/// @param preferences settings of the person's clients, none of them empty
public record Arrangement(
    List<RoomId> pinned,
    Map<RoomId, Attention> attention,
    Map<Integer, Category> categories,
    int lastCategory,
    Map<MessageId, Instant> bookmarks,
    Map<String, String> preferences) {
  static final Arrangement EMPTY =
      new Arrangement(List.of(), Map.of(), Map.of(), 0, Map.of(), Map.of());

  public Arrangement {
    pinned = List.copyOf(pinned);
    attention = Map.copyOf(attention);
    categories = Map.copyOf(categories);
    bookmarks = Map.copyOf(bookmarks);
    preferences = Map.copyOf(preferences);
  }

  public Attention attentionTo(RoomId room) {
    return attention.getOrDefault(room, Attention.ALL);
  }

  /// Empty where it was never set.
  public String preference(String name) {
    return preferences.getOrDefault(name, "");
  }

  Arrangement pin(RoomId room) {
    return withPinned(Copies.with(pinned, room));
  }

  Arrangement unpin(RoomId room) {
    return withPinned(Copies.without(pinned, room));
  }

  Arrangement attend(RoomId room, Attention to) {
    return withAttention(
        to == Attention.ALL ? Copies.without(attention, room) : Copies.with(attention, room, to));
  }

  Arrangement save(Category category) {
    return withCategories(
        Copies.with(categories, category.id(), category), Math.max(lastCategory, category.id()));
  }

  Arrangement deleteCategory(int id) {
    return withCategories(Copies.without(categories, id), lastCategory);
  }

  Arrangement bookmark(MessageId message, Instant at) {
    return withBookmarks(Copies.with(bookmarks, message, at));
  }

  Arrangement removeBookmark(MessageId message) {
    return withBookmarks(Copies.without(bookmarks, message));
  }

  Arrangement prefer(String name, String value) {
    Map<String, String> changed =
        value.isEmpty() ? Copies.without(preferences, name) : Copies.with(preferences, name, value);
    return new Arrangement(pinned, attention, categories, lastCategory, bookmarks, changed);
  }

  private Arrangement withPinned(List<RoomId> rooms) {
    return new Arrangement(rooms, attention, categories, lastCategory, bookmarks, preferences);
  }

  private Arrangement withAttention(Map<RoomId, Attention> changed) {
    return new Arrangement(pinned, changed, categories, lastCategory, bookmarks, preferences);
  }

  private Arrangement withCategories(Map<Integer, Category> changed, int last) {
    return new Arrangement(pinned, attention, changed, last, bookmarks, preferences);
  }

  private Arrangement withBookmarks(Map<MessageId, Instant> changed) {
    return new Arrangement(pinned, attention, categories, lastCategory, changed, preferences);
  }
}
