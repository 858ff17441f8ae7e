package io.tsubame.api.v1;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The fields of a JSON object that has been checked against its schema, so a wrong type or a
/// missing field here is a fault of ours.
record Fields(JsonNode node) {
  boolean has(String name) {
    return node.hasNonNull(name);
  }

  String text(String name) {
    return Objects.requireNonNull(optionalText(name), name);
  }

  String text(String name, String otherwise) {
    String text = optionalText(name);
    return text == null ? otherwise : text;
  }

  @Nullable String optionalText(String name) {
    return has(name) ? node.get(name).textValue() : null;
  }

  /// Null where the field is absent or null.
  @Nullable Integer optionalWhole(String name) {
    return has(name) ? node.get(name).intValue() : null;
  }

  int whole(String name, int otherwise) {
    return has(name) ? node.get(name).intValue() : otherwise;
  }

  long time(String name) {
    return node.get(name).longValue();
  }

  boolean flag(String name, boolean otherwise) {
    return has(name) ? node.get(name).booleanValue() : otherwise;
  }

  /// Null where the field is absent or null.
  @Nullable Fields optionalObject(String name) {
    return has(name) ? new Fields(node.get(name)) : null;
  }

  AccountId accountId(String name) {
    return new AccountId(node.get(name).intValue());
  }

  List<AccountId> accounts(String name) {
    return ids(name, AccountId::new);
  }

  List<RoomId> rooms(String name) {
    return ids(name, RoomId::new);
  }

  /// A constant by its word in lower case.
  <E extends Enum<E>> E word(String name, Class<E> type) {
    return Enum.valueOf(type, text(name).toUpperCase(Locale.ROOT));
  }

  Map<String, String> entries() {
    Map<String, String> entries = new LinkedHashMap<>();
    node.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue().textValue()));
    return entries;
  }

  private <T> List<T> ids(String name, IntFunction<T> id) {
    List<T> ids = new ArrayList<>();
    if (has(name)) {
      node.get(name).forEach(item -> ids.add(id.apply(item.intValue())));
    }
    return ids;
  }
}
