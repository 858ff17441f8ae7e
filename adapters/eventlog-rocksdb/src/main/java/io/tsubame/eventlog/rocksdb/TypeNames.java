package io.tsubame.eventlog.rocksdb;

import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.log.EventLog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The numbers of type names, so that a record holds a byte or two instead of the name. A name gets
/// its number for ever when it is first appended. Number 0 is [EventLog#EPOCH_OPENED].
///
/// The committer alone adds names; all threads look them up.
final class TypeNames {
  static final int EPOCH_OPENED = 0;
  static final int MAX_NAMES = 10_000;
  static final int MAX_NAME_BYTES = 200;

  private volatile Known known =
      new Known(List.of(EventLog.EPOCH_OPENED), Map.of(EventLog.EPOCH_OPENED, EPOCH_OPENED));

  private record Known(List<String> names, Map<String, Integer> numbers) {}

  @Nullable Integer number(String name) {
    return known.numbers().get(name);
  }

  /// @throws CorruptLog where no name has the number
  String name(RecordKey at, int number) {
    List<String> names = known.names();
    if (number < 0 || number >= names.size()) {
      throw new CorruptLog("the record at " + at + " has the unknown type " + number);
    }
    return names.get(number);
  }

  /// The number that the next name gets.
  int next() {
    return known.names().size();
  }

  void add(String name) {
    List<String> names = new ArrayList<>(known.names());
    Map<String, Integer> numbers = new HashMap<>(known.numbers());
    numbers.put(name, names.size());
    names.add(name);
    known = new Known(List.copyOf(names), Map.copyOf(numbers));
  }

  static Request.Entry entry(int number, String name) {
    byte[] key = new RecordKey(RecordKey.META_SHARD, number).bytes();
    byte[] payload = name.getBytes(StandardCharsets.UTF_8);
    return new Request.Entry(key, new RecordValue(0, 0, payload).encode(key));
  }

  /// @throws IllegalArgumentException where the name cannot be stored
  void check(String name) {
    if (next() > MAX_NAMES) {
      throw new IllegalArgumentException("the log knows no more than 10000 types");
    }
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length > MAX_NAME_BYTES) {
      throw new IllegalArgumentException("a type has a name of 1 to 200 bytes");
    }
    if (name.equals(EventLog.EPOCH_OPENED)) {
      throw new IllegalArgumentException("only open() appends " + name);
    }
  }
}
