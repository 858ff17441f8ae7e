package io.tsubame.application.live;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The open connections by account, oldest first.
final class Connections {
  /// Connections that were not greeted yet, with the rooms that their accounts came into meanwhile.
  private final ConcurrentMap<LiveConnection, List<RoomId>> greeting = new ConcurrentHashMap<>();

  private final ConcurrentMap<AccountId, List<LiveConnection>> byAccount =
      new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final int perAccount;
  private final Interest interest;

  Connections(int perAccount, Interest interest) {
    this.perAccount = perAccount;
    this.interest = interest;
  }

  /// @return the account's oldest connection where it now has one too many
  Optional<LiveConnection> add(LiveConnection connection) {
    greeting.put(connection, List.of());
    List<LiveConnection> all =
        byAccount.compute(
            connection.account(),
            (account, before) -> {
              if (before == null) {
                interest.arrive(account);
                return List.of(connection);
              }
              return joined(before, List.of(connection));
            });
    count.incrementAndGet();
    return all.size() > perAccount ? Optional.of(all.getFirst()) : Optional.empty();
  }

  void remove(LiveConnection connection) {
    greeting.remove(connection);
    byAccount.computeIfPresent(
        connection.account(),
        (account, all) -> {
          List<LiveConnection> rest = new ArrayList<>(all);
          if (rest.remove(connection)) {
            count.decrementAndGet();
          }
          if (rest.isEmpty()) {
            interest.depart(account);
            return null;
          }
          return List.copyOf(rest);
        });
  }

  /// Remembers a room for a connection that must hear "hello" first.
  ///
  /// @return false where it has heard it
  boolean deferUntilGreeted(LiveConnection connection, RoomId room) {
    return greeting.computeIfPresent(connection, (_, rooms) -> joined(rooms, List.of(room)))
        != null;
  }

  /// @return the rooms that had to wait
  List<RoomId> greeted(LiveConnection connection) {
    List<RoomId> rooms = greeting.remove(connection);
    return rooms == null ? List.of() : rooms;
  }

  List<LiveConnection> of(AccountId account) {
    return byAccount.getOrDefault(account, List.of());
  }

  boolean isEmpty() {
    return byAccount.isEmpty();
  }

  int count() {
    return count.get();
  }

  List<LiveConnection> everyone() {
    return byAccount.values().stream().flatMap(List::stream).toList();
  }

  private static <T> List<T> joined(List<T> one, List<T> other) {
    List<T> all = new ArrayList<>(one);
    all.addAll(other);
    return List.copyOf(all);
  }
}
