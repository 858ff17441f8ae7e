package io.tsubame.application.search;

import io.tsubame.application.Answer;
import io.tsubame.application.ApplicationRejection.BadQuery;
import io.tsubame.application.query.PersonView;
import io.tsubame.application.query.PersonalQueries.Bookmark;
import io.tsubame.application.query.Queries;
import io.tsubame.application.query.RoomView;
import io.tsubame.application.search.IndexQuery.Only;
import io.tsubame.application.search.IndexQuery.Ranking;
import io.tsubame.application.search.SearchWish.Own;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns the names in a wish into people and rooms that the reader knows, and what is the reader's
/// own into conditions.
final class Names {
  private static final Set<String> SELF = Set.of("me", "自分");

  /// People that one name may stand for.
  private static final int NAMESAKES = 100;

  private final Queries queries;
  private final AccountId reader;
  private @Nullable List<RoomView> rooms;

  Names(Queries queries, AccountId reader) {
    this.queries = queries;
    this.reader = reader;
  }

  Answer<IndexQuery> resolve(SearchWish wish, DocumentKind kind, Ranking ranking) {
    Set<AccountId> authors = new HashSet<>();
    Set<AccountId> addressed = new HashSet<>();
    Set<RoomId> in = new HashSet<>();
    for (String name : wish.from()) {
      if (!addPeople(name, authors)) {
        return Answer.refuse(new BadQuery(QueryFault.UNKNOWN_PERSON, name));
      }
    }
    for (String name : wish.to()) {
      if (!addPeople(name, addressed)) {
        return Answer.refuse(new BadQuery(QueryFault.UNKNOWN_PERSON, name));
      }
    }
    Set<RoomId> all = Set.copyOf(queries.rooms().roomIds(reader));
    for (String name : wish.in()) {
      if (!addRooms(name, all, in)) {
        return Answer.refuse(new BadQuery(QueryFault.UNKNOWN_ROOM, name));
      }
    }
    Set<Own> own = wish.is();
    if (own.contains(Own.MINE)) {
      (kind == DocumentKind.TASK ? addressed : authors).add(reader);
    }
    return Answer.of(
        new IndexQuery(
            kind,
            wish.in().isEmpty() ? all : in,
            wish.groups(),
            wish.excluded(),
            authors,
            addressed,
            wish.has(),
            wish.since(),
            wish.until(),
            only(kind, own, wish),
            ranking));
  }

  private boolean addPeople(String name, Set<AccountId> into) {
    if (SELF.contains(Folding.fold(name))) {
      return into.add(reader) || into.contains(reader);
    }
    Optional<Integer> number = number(name);
    if (number.isPresent()) {
      into.add(new AccountId(number.get()));
      return true;
    }
    List<AccountId> found =
        queries.people().search(reader, name, NAMESAKES).stream().map(PersonView::id).toList();
    into.addAll(found);
    if (isSelf(name)) {
      into.add(reader);
      return true;
    }
    return !found.isEmpty();
  }

  private boolean isSelf(String name) {
    return queries
        .people()
        .person(reader)
        .map(self -> Folding.fold(self.profile().name()).contains(Folding.fold(name)))
        .orElse(false);
  }

  private boolean addRooms(String name, Set<RoomId> all, Set<RoomId> into) {
    Optional<RoomId> number = number(name).map(RoomId::new);
    if (number.isPresent()) {
      into.add(number.get());
      return all.contains(number.get());
    }
    String wanted = Folding.fold(name);
    int before = into.size();
    Map<AccountId, RoomId> partners = new HashMap<>();
    for (RoomView room : rooms()) {
      AccountId partner = room.partner();
      if (room.type() == RoomType.DIRECT && partner != null) {
        partners.put(partner, room.id());
      } else if (Folding.fold(room.name()).contains(wanted)) {
        into.add(room.id());
      }
    }
    queries
        .people()
        .people(partners.keySet())
        .forEach((account, person) -> {
          RoomId room = partners.get(account);
          if (room != null && Folding.fold(person.profile().name()).contains(wanted)) {
            into.add(room);
          }
        });
    return into.size() > before;
  }

  private @Nullable Only only(DocumentKind kind, Set<Own> own, SearchWish wish) {
    if (kind != DocumentKind.MESSAGE) {
      boolean never =
          own.contains(Own.UNREAD)
              || own.contains(Own.BOOKMARKED)
              || (kind == DocumentKind.FILE && !wish.to().isEmpty());
      return never ? new Only.Among(Set.of()) : null;
    }
    Only unread = own.contains(Own.UNREAD) ? unread() : null;
    return own.contains(Own.BOOKMARKED) ? bookmarked(unread) : unread;
  }

  private Only unread() {
    Map<Integer, Integer> readUpTo = new HashMap<>();
    for (RoomView room : rooms()) {
      if (room.counts().unread() > 0) {
        readUpTo.put(room.id().value(), room.marker().readUpTo());
      }
    }
    return new Only.Behind(readUpTo);
  }

  /// @param others what must be so, too; null for nothing
  private Only bookmarked(@Nullable Only others) {
    Set<Long> places = new HashSet<>();
    for (Bookmark bookmark : queries.personal().bookmarks(reader)) {
      int room = bookmark.message().room().value();
      int number = bookmark.message().sequence();
      if (others == null || others.accepts(room, number)) {
        places.add(Only.place(room, number));
      }
    }
    return new Only.Among(places);
  }

  private List<RoomView> rooms() {
    List<RoomView> known = rooms;
    if (known == null) {
      known = queries.rooms().rooms(reader);
      rooms = known;
    }
    return known;
  }

  private static Optional<Integer> number(String text) {
    try {
      int number = Integer.parseInt(text);
      return number > 0 ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
