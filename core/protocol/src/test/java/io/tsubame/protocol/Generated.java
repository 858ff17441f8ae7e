package io.tsubame.protocol;

import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commit;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.AggregateId.ContactPair;
import io.tsubame.domain.BlobKey;
import io.tsubame.domain.Event;
import io.tsubame.domain.FileId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.handle.HandleName;
import io.tsubame.testkit.properties.Choices;
import io.tsubame.testkit.properties.Gen;
import io.tsubame.testkit.properties.Strings;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Any value of any record, made from the types of its components; so a new event or a new field is
/// covered as soon as it exists.
final class Generated {
  private static final long LAST_MILLI = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  private static final Map<Type, Gen<?>> LEAVES =
      Map.of(
          int.class, Gen.ints(0, Integer.MAX_VALUE),
          Integer.class, Gen.ints(0, Integer.MAX_VALUE),
          long.class, Gen.longs(0, Long.MAX_VALUE - 1),
          boolean.class, Gen.booleans(),
          String.class, Strings.unicode(0, 60),
          Instant.class, Gen.longs(-1, LAST_MILLI).map(Instant::ofEpochMilli),
          MessageId.class, messageIds(),
          HandleName.class, handleNames(),
          BlobKey.class, Strings.ascii(1, 1).map(Generated::blobKey),
          CommandId.class, commandIds());

  private Generated() {}

  private static Gen<CommandId> commandIds() {
    Gen<String> names = Strings.ascii(1, 100);
    Gen<Long> contents = Gen.longs(0, Long.MAX_VALUE - 1);
    return choices -> new CommandId(choices.draw(names), choices.draw(contents));
  }

  static Gen<Commit> commits() {
    return choices -> (Commit) value(Commit.class, choices);
  }

  static Gen<Object> values(Class<?> type) {
    return choices -> value(type, choices);
  }

  private static Object value(Type type, Choices choices) {
    Gen<?> leaf = LEAVES.get(type);
    if (leaf != null) {
      return choices.draw(leaf);
    }
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      Type element = list.getActualTypeArguments()[0];
      return choices.draw(Gen.lists(more -> value(element, more), 0, 4));
    }
    if (type == Event.class) {
      return oneOf(DomainTypes.eventRecords(), choices);
    }
    return ofClass((Class<?>) type, choices);
  }

  private static Object ofClass(Class<?> type, Choices choices) {
    if (type.isEnum()) {
      return type.getEnumConstants()[choices.below(type.getEnumConstants().length)];
    }
    if (type.isSealed()) {
      return oneOf(DomainTypes.records(type).toList(), choices);
    }
    if (isNumber(type)) {
      return construct(type, choices.draw(Gen.ints(1, Integer.MAX_VALUE)));
    }
    if (type == ContactPair.class) {
      return pair(choices);
    }
    return construct(
        type,
        Arrays.stream(type.getRecordComponents())
            .map(component -> component(component, choices))
            .toArray());
  }

  private static @Nullable Object component(RecordComponent component, Choices choices) {
    boolean absent =
        component.getAnnotatedType().isAnnotationPresent(Nullable.class) && choices.oneIn(3);
    return absent ? null : value(component.getGenericType(), choices);
  }

  private static Object oneOf(List<Class<?>> types, Choices choices) {
    return value(types.get(choices.below(types.size())), choices);
  }

  /// Whether it is one of the ids, which are positive.
  private static boolean isNumber(Class<?> type) {
    return type.getPackage() == FileId.class.getPackage()
        && type.isRecord()
        && type.getRecordComponents().length == 1
        && type.getRecordComponents()[0].getType() == int.class;
  }

  private static Object pair(Choices choices) {
    int low = choices.draw(Gen.ints(1, Integer.MAX_VALUE - 1));
    int high = choices.draw(Gen.ints(low + 1, Integer.MAX_VALUE));
    return ContactPair.of(new AccountId(low), new AccountId(high));
  }

  private static BlobKey blobKey(String character) {
    return new BlobKey(
        "20260401/" + Integer.toHexString(character.charAt(0)).repeat(20).substring(0, 20));
  }

  private static Gen<MessageId> messageIds() {
    Gen<Integer> positive = Gen.ints(1, Integer.MAX_VALUE);
    return choices -> MessageId.of(new RoomId(choices.draw(positive)), choices.draw(positive));
  }

  private static Gen<HandleName> handleNames() {
    Gen<HandleName.Kind> kinds = Gen.elements(HandleName.Kind.values());
    return choices -> new HandleName(choices.draw(kinds), choices.draw(Strings.unicode(1, 40)));
  }

  private static Object construct(Class<?> type, @Nullable Object... arguments) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructors()[0];
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new AssertionError("cannot make a " + type, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot make a " + type, e);
    }
  }
}
