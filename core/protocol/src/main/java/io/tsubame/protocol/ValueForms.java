package io.tsubame.protocol;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.tsubame.application.ApplicationRejection;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.CommitCodec;
import io.tsubame.domain.Command;
import io.tsubame.domain.Creation;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.account.AccountCommand;
import io.tsubame.domain.account.AccountRejection;
import io.tsubame.domain.contact.ContactCommand;
import io.tsubame.domain.contact.ContactRejection;
import io.tsubame.domain.handle.HandleCommand;
import io.tsubame.domain.handle.HandleRejection;
import io.tsubame.domain.organization.OrganizationCommand;
import io.tsubame.domain.organization.OrganizationRejection;
import io.tsubame.domain.room.RoomCommand;
import io.tsubame.domain.room.RoomRejection;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The forms of all types that records between nodes are made of, found from the types themselves:
/// a new command or a new component needs nothing here.
final class ValueForms {
  private static final List<Class<?>> COMMANDS =
      List.of(
          RoomCommand.class,
          AccountCommand.class,
          OrganizationCommand.class,
          ContactCommand.class,
          HandleCommand.class);

  private static final List<Class<?>> REJECTIONS =
      List.of(
          RoomRejection.class,
          AccountRejection.class,
          OrganizationRejection.class,
          ContactRejection.class,
          HandleRejection.class,
          ApplicationRejection.class);

  /// Families whose members are not all in one place.
  private static final Map<Class<?>, List<Class<?>>> OPEN_FAMILIES =
      Map.of(Command.class, COMMANDS, Rejection.class, REJECTIONS, Creation.class, creations());

  private interface Write {
    void accept(Object value, CodedOutputStream to) throws IOException;
  }

  private interface Read {
    Object apply(CodedInputStream from) throws IOException;
  }

  private record Simple(Write writer, Read reader) implements ValueForm {
    @Override
    public void write(Object value, CodedOutputStream to) throws IOException {
      writer.accept(value, to);
    }

    @Override
    public Object read(CodedInputStream from) throws IOException {
      return reader.apply(from);
    }
  }

  private static final ValueForm INT =
      new Simple((value, to) -> to.writeSInt32NoTag((Integer) value), CodedInputStream::readSInt32);
  private static final ValueForm LONG =
      new Simple((value, to) -> to.writeSInt64NoTag((Long) value), CodedInputStream::readSInt64);
  private static final ValueForm BOOLEAN =
      new Simple((value, to) -> to.writeBoolNoTag((Boolean) value), CodedInputStream::readBool);
  private static final ValueForm STRING =
      new Simple(
          (value, to) -> to.writeStringNoTag((String) value),
          CodedInputStream::readStringRequireUtf8);
  private static final ValueForm INSTANT =
      new Simple(
          (value, to) -> {
            Instant instant = (Instant) value;
            to.writeSInt64NoTag(instant.getEpochSecond());
            to.writeSInt32NoTag(instant.getNano());
          },
          from -> Instant.ofEpochSecond(from.readSInt64(), from.readSInt32()));

  private final Map<Type, ValueForm> known = new ConcurrentHashMap<>();

  ValueForms(CommitCodec commits) {
    known.putAll(
        Map.of(
            int.class, INT,
            Integer.class, INT,
            long.class, LONG,
            Long.class, LONG,
            boolean.class, BOOLEAN,
            String.class, STRING,
            Instant.class, INSTANT));
    known.put(Commit.class, commit(commits));
  }

  ValueForm of(Type type) {
    ValueForm form = known.get(type);
    if (form == null) {
      form = made(type);
      known.put(type, form);
    }
    return form;
  }

  private ValueForm made(Type type) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return listOf(list.getActualTypeArguments()[0]);
    }
    if (!(type instanceof Class<?> plain)) {
      throw new IllegalStateException("no form for " + type);
    }
    if (plain.isEnum()) {
      return enumOf(plain);
    }
    if (plain.isRecord()) {
      return new RecordForm(plain, this);
    }
    return new FamilyForm(OPEN_FAMILIES.getOrDefault(plain, List.of(plain)), this);
  }

  private ValueForm listOf(Type element) {
    return new Simple(
        (value, to) -> {
          for (Object each : (List<?>) value) {
            to.writeByteArrayNoTag(RecordForm.bytes(of(element), each));
          }
        },
        from -> {
          List<Object> list = new ArrayList<>();
          while (!from.isAtEnd()) {
            list.add(of(element).read(CodedInputStream.newInstance(from.readByteArray())));
          }
          return List.copyOf(list);
        });
  }

  private static ValueForm enumOf(Class<?> type) {
    Map<String, Object> constants = new ConcurrentHashMap<>();
    Arrays.stream(type.getEnumConstants())
        .forEach(each -> constants.put(((Enum<?>) each).name(), each));
    return new Simple(
        (value, to) -> to.writeStringNoTag(((Enum<?>) value).name()),
        from -> {
          String name = from.readString();
          Object constant = constants.get(name);
          if (constant == null) {
            throw new IllegalArgumentException("unknown: " + name);
          }
          return constant;
        });
  }

  private static ValueForm commit(CommitCodec codec) {
    return new Simple(
        (value, to) -> {
          LogRecord encoded = codec.encode((Commit) value);
          to.writeStringNoTag(encoded.type());
          to.writeByteArrayNoTag(encoded.payload());
        },
        from -> codec.decode(new LogRecord(from.readString(), from.readByteArray())));
  }

  private static List<Class<?>> creations() {
    return COMMANDS.stream()
        .flatMap(FamilyForm::records)
        .filter(Creation.class::isAssignableFrom)
        .toList();
  }
}
