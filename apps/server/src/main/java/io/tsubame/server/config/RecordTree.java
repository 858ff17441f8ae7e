package io.tsubame.server.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Takes a tree of records apart into keys, and puts it together again.
final class RecordTree {
  private RecordTree() {}

  /// The leaves in the order of the components.
  static List<Key> keys(Record root) {
    List<Key> keys = new ArrayList<>();
    collect(root, "", keys);
    return List.copyOf(keys);
  }

  /// The same tree with other values at some of its leaves. A record that refuses its values keeps
  /// the old ones, and is told to `refused` with the reason.
  static <T extends Record> T with(
      T root, Map<String, @Nullable Object> values, BiConsumer<String, String> refused) {
    return rebuilt(root, "", values, refused);
  }

  private static void collect(Record branch, String prefix, List<Key> keys) {
    for (RecordComponent component : branch.getClass().getRecordComponents()) {
      String name = prefix + Key.kebab(component.getName());
      Object value = value(branch, component);
      if (value instanceof Record inner) {
        collect(inner, name + ".", keys);
      } else {
        keys.add(new Key(name, ValueType.of(component.getGenericType()), value));
      }
    }
  }

  private static <T extends Record> T rebuilt(
      T branch,
      String prefix,
      Map<String, @Nullable Object> values,
      BiConsumer<String, String> refused) {
    RecordComponent[] components = branch.getClass().getRecordComponents();
    @Nullable Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = prefix + Key.kebab(components[i].getName());
      Object old = value(branch, components[i]);
      if (old instanceof Record inner) {
        arguments[i] = rebuilt(inner, name + ".", values, refused);
      } else {
        arguments[i] = values.containsKey(name) ? values.get(name) : old;
      }
    }
    return constructed(branch, components, arguments, reason -> refused.accept(prefix, reason));
  }

  private static <T extends Record> T constructed(
      T branch,
      RecordComponent[] components,
      @Nullable Object[] arguments,
      Consumer<String> refused) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      @SuppressWarnings("unchecked") // the class of a T
      Class<T> type = (Class<T>) branch.getClass();
      return type.getDeclaredConstructor(types).newInstance(arguments);
    } catch (InvocationTargetException refusal) {
      refused.accept(refusal.getTargetException().getMessage());
      return branch;
    } catch (ReflectiveOperationException closed) {
      throw new IllegalStateException("a record of the configuration is not public", closed);
    }
  }

  private static @Nullable Object value(Record branch, RecordComponent component) {
    try {
      return component.getAccessor().invoke(branch);
    } catch (ReflectiveOperationException closed) {
      throw new IllegalStateException("a record of the configuration is not public", closed);
    }
  }
}
