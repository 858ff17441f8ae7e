package io.tsubame.protocol;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A record as its components by name; those that are null are left out. What the reader does not
/// know it passes over, and what the writer did not know is null, zero, false or no elements.
final class RecordForm implements ValueForm {
  private record Part(RecordComponent component, Supplier<ValueForm> form) {}

  private final Constructor<?> constructor;
  private final List<Part> parts;
  private final Map<String, Integer> places = new HashMap<>();

  RecordForm(Class<?> type, ValueForms forms) {
    RecordComponent[] components = type.getRecordComponents();
    try {
      constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a record without its constructor: " + type, e);
    }
    parts =
        Arrays.stream(components)
            .map(each -> new Part(each, () -> forms.of(each.getGenericType())))
            .toList();
    for (int place = 0; place < components.length; place++) {
      places.put(components[place].getName(), place);
    }
  }

  @Override
  public void write(Object value, CodedOutputStream to) throws IOException {
    for (Part part : parts) {
      Object component = get(part.component(), value);
      if (component != null) {
        to.writeStringNoTag(part.component().getName());
        to.writeByteArrayNoTag(bytes(part.form().get(), component));
      }
    }
  }

  @Override
  public Object read(CodedInputStream from) throws IOException {
    @Nullable Object[] values = new Object[parts.size()];
    while (!from.isAtEnd()) {
      Integer place = places.get(from.readString());
      byte[] bytes = from.readByteArray();
      if (place != null) {
        values[place] = parts.get(place).form().get().read(CodedInputStream.newInstance(bytes));
      }
    }
    for (int place = 0; place < values.length; place++) {
      if (values[place] == null) {
        values[place] = absent(parts.get(place).component());
      }
    }
    return construct(values);
  }

  static byte[] bytes(ValueForm form, Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream to = CodedOutputStream.newInstance(bytes);
    form.write(value, to);
    to.flush();
    return bytes.toByteArray();
  }

  private static @Nullable Object absent(RecordComponent component) {
    Class<?> type = component.getType();
    if (type == int.class) {
      return 0;
    }
    if (type == long.class) {
      return 0L;
    }
    if (type == boolean.class) {
      return false;
    }
    if (type == List.class) {
      return List.of();
    }
    if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      return null;
    }
    throw new IllegalArgumentException("missing: " + component.getName());
  }

  private Object construct(@Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException refused) {
      throw new IllegalArgumentException("no such value", refused.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object get(RecordComponent component, Object value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
