package io.tsubame.protocol;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One of several records, by the name of its type.
final class FamilyForm implements ValueForm {
  private final Map<String, Class<?>> members = new HashMap<>();
  private final ValueForms forms;

  /// @param roots records, and sealed types above records
  FamilyForm(Collection<Class<?>> roots, ValueForms forms) {
    this.forms = forms;
    roots.stream()
        .flatMap(FamilyForm::records)
        .forEach(each -> {
          Class<?> other = members.put(nameOf(each), each);
          if (other != null) {
            throw new IllegalStateException(other + " and " + each + " have the same name");
          }
        });
  }

  @Override
  public void write(Object value, CodedOutputStream to) throws IOException {
    String name = nameOf(value.getClass());
    Class<?> member = members.get(name);
    if (member != value.getClass()) {
      throw new IllegalStateException("cannot be sent to another node: " + value.getClass());
    }
    to.writeStringNoTag(name);
    forms.of(member).write(value, to);
  }

  @Override
  public Object read(CodedInputStream from) throws IOException {
    String name = from.readString();
    Class<?> member = members.get(name);
    if (member == null) {
      throw new IllegalArgumentException("unknown: " + name);
    }
    return forms.of(member).read(from);
  }

  static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? List.<Class<?>>of(type.getPermittedSubclasses()).stream().flatMap(FamilyForm::records)
        : Stream.of(type);
  }

  /// Without the package, so that a type may move.
  private static String nameOf(Class<?> type) {
    return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
  }
}
