package io.tsubame.sessions.redis;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.live.PresenceBoard;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The board of nodes that share a Redis. While that does not answer, or holds something else,
/// nothing is known of others.
///
/// What a node shows of a room is text: the numbers of the active, of those away and of those who
/// type, each list separated by commas, the lists by semicolons.
public final class RedisPresenceBoard implements PresenceBoard {
  private static final byte[] LIFE = bytes(Duration.ofSeconds(SHOWN_SECONDS).toMillis());

  /// In one call, so that nobody else waits long for Redis.
  private static final int ROOMS_AT_ONCE = 200;

  private static final int MOST_ROOMS = 20_000;
  private static final int LISTS = 3;

  private final Redis redis;
  private final byte[] node;
  private final @Nullable InstantSource clock;

  /// @param node the name of this node, which no other has, nor it itself before a restart
  public RedisPresenceBoard(Redis redis, String node) {
    this(redis, node, null);
  }

  /// @param clock says the time; null for Redis's own
  RedisPresenceBoard(Redis redis, String node, @Nullable InstantSource clock) {
    this.redis = redis;
    this.node = bytes(node);
    this.clock = clock;
  }

  @Override
  public Set<RoomId> lookedAt(Set<RoomId> here) {
    try {
      List<?> rooms = List.of();
      for (List<RoomId> some : parts(here)) {
        rooms = look(some);
      }
      return rooms.stream()
          .map(room -> new RoomId(Integer.parseInt(text(room))))
          .collect(Collectors.toUnmodifiableSet());
    } catch (OperatingFailure | IllegalArgumentException _) {
      return Set.of();
    }
  }

  @Override
  public Map<RoomId, List<Seen>> exchange(Map<RoomId, Seen> known, Set<RoomId> wanted) {
    try {
      for (List<RoomId> some : parts(known.keySet())) {
        show(some, known);
      }
      Map<RoomId, List<Seen>> found = new HashMap<>();
      for (List<RoomId> some : parts(wanted)) {
        see(some, found);
      }
      return found;
    } catch (OperatingFailure | IllegalArgumentException _) {
      return Map.of();
    }
  }

  private List<?> look(List<RoomId> rooms) {
    List<byte[]> arguments = new ArrayList<>(List.of(LIFE, bytes(MOST_ROOMS)));
    rooms.forEach(room -> arguments.add(bytes(room.value())));
    arguments.add(now());
    return (List<?>) redis.run(Script.LOOK, List.of(bytes(redis.key("p:looked"))), arguments);
  }

  private void show(List<RoomId> rooms, Map<RoomId, Seen> known) {
    if (rooms.isEmpty()) {
      return;
    }
    List<byte[]> arguments = new ArrayList<>(List.of(node, LIFE));
    rooms.forEach(room -> arguments.add(bytes(encoded(known.getOrDefault(room, Seen.NOBODY)))));
    arguments.add(now());
    redis.run(Script.SHOW, keys(rooms), arguments);
  }

  private void see(List<RoomId> rooms, Map<RoomId, List<Seen>> found) {
    if (rooms.isEmpty()) {
      return;
    }
    List<?> answers = (List<?>) redis.run(Script.SEE, keys(rooms), List.of(node, now()));
    for (int index = 0; index < rooms.size(); index++) {
      List<Seen> others =
          ((List<?>) answers.get(index))
              .stream()
                  .map(shown -> decoded(text(shown)))
                  .filter(seen -> !seen.equals(Seen.NOBODY))
                  .toList();
      if (!others.isEmpty()) {
        found.put(rooms.get(index), others);
      }
    }
  }

  /// At least one, which may be empty.
  private static List<List<RoomId>> parts(Set<RoomId> rooms) {
    List<RoomId> all = List.copyOf(rooms);
    List<List<RoomId>> parts = new ArrayList<>();
    for (int from = 0; from == 0 || from < all.size(); from += ROOMS_AT_ONCE) {
      parts.add(all.subList(from, Math.min(all.size(), from + ROOMS_AT_ONCE)));
    }
    return parts;
  }

  private List<byte[]> keys(List<RoomId> rooms) {
    return rooms.stream().map(room -> bytes(redis.key("p:" + room))).toList();
  }

  private static String encoded(Seen seen) {
    return numbers(seen.active()) + ";" + numbers(seen.away()) + ";" + numbers(seen.typing());
  }

  private static String numbers(Set<AccountId> accounts) {
    return accounts.stream().map(AccountId::toString).collect(Collectors.joining(","));
  }

  private static Seen decoded(String text) {
    String[] lists = text.split(";", -1);
    return lists.length == LISTS
        ? new Seen(accounts(lists[0]), accounts(lists[1]), accounts(lists[2]))
        : Seen.NOBODY;
  }

  private static Set<AccountId> accounts(String list) {
    return Arrays.stream(list.split(","))
        .filter(number -> !number.isEmpty())
        .map(number -> new AccountId(Integer.parseInt(number)))
        .collect(Collectors.toSet());
  }

  private byte[] now() {
    return clock == null ? new byte[0] : bytes(Long.toString(clock.millis()));
  }

  private static String text(@Nullable Object bytes) {
    return bytes instanceof byte[] given ? new String(given, StandardCharsets.UTF_8) : "";
  }

  private static byte[] bytes(long number) {
    return bytes(Long.toString(number));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
