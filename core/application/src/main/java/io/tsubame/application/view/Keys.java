package io.tsubame.application.view;

import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.application.view.ViewStore.Range;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.BlobKey;
import io.tsubame.domain.FileId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RequestId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.handle.HandleName;
import io.tsubame.domain.room.FileKind;
import io.tsubame.domain.room.TaskStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The keys of all tables, and the numbers in them.
public final class Keys {
  private Keys() {}

  /// Which tasks of a room or an account a list holds.
  public enum TaskList {
    ALL,
    ASSIGNED_TO,
    ASSIGNED_BY
  }

  /// What is to be done with a file in the background.
  public enum FileTask {
    EXAMINE,
    ERASE
  }

  public static byte[] room(RoomId room) {
    return ints(room.value());
  }

  public static byte[] account(AccountId account) {
    return ints(account.value());
  }

  public static byte[] organization(OrganizationId organization) {
    return ints(organization.value());
  }

  public static byte[] task(TaskId task) {
    return ints(task.value());
  }

  public static byte[] of(RoomId room, AccountId account) {
    return ints(room.value(), account.value());
  }

  public static byte[] of(AccountId account, RoomId room) {
    return ints(account.value(), room.value());
  }

  public static byte[] of(AccountId account, AccountId other) {
    return ints(account.value(), other.value());
  }

  public static byte[] of(AccountId account, RequestId request) {
    return ints(account.value(), request.value());
  }

  public static byte[] of(OrganizationId organization, AccountId account) {
    return ints(organization.value(), account.value());
  }

  public static byte[] of(OrganizationId organization, String code) {
    return join(ints(organization.value()), text(code));
  }

  public static byte[] of(AccountId account, MessageId message) {
    return ByteBuffer.allocate(12).putInt(account.value()).putLong(message.value()).array();
  }

  public static byte[] of(AccountId account, String preference) {
    return join(ints(account.value()), text(preference));
  }

  public static byte[] category(AccountId account, int category) {
    return ints(account.value(), category);
  }

  public static byte[] message(RoomId room, int sequence) {
    return ints(room.value(), sequence);
  }

  public static byte[] edit(RoomId room, int sequence, int edit) {
    return ints(room.value(), sequence, edit);
  }

  public static byte[] change(RoomId room, long version) {
    return ByteBuffer.allocate(12).putInt(room.value()).putLong(version).array();
  }

  public static byte[] authored(RoomId room, AccountId author, int sequence) {
    return ints(room.value(), author.value(), sequence);
  }

  /// @param account null for a list over all accounts
  public static byte[] roomTasks(
      RoomId room, TaskStatus status, TaskList list, @Nullable AccountId account) {
    return ByteBuffer.allocate(10)
        .putInt(room.value())
        .put(code(status))
        .put(code(list))
        .putInt(account == null ? 0 : account.value())
        .array();
  }

  public static byte[] roomTask(
      RoomId room, TaskStatus status, TaskList list, @Nullable AccountId account, TaskId task) {
    return join(roomTasks(room, status, list, account), task(task));
  }

  public static byte[] accountTasks(AccountId account, TaskStatus status, TaskList list) {
    return ByteBuffer.allocate(6).putInt(account.value()).put(code(status)).put(code(list)).array();
  }

  public static byte[] accountTask(
      AccountId account, TaskStatus status, TaskList list, Instant addedAt, TaskId task) {
    return join(
        accountTasks(account, status, list),
        ByteBuffer.allocate(12).putLong(addedAt.toEpochMilli()).putInt(task.value()).array());
  }

  public static byte[] file(FileId file) {
    return ints(file.value());
  }

  /// @param uploader null for all
  /// @param kind null for all
  public static byte[] roomFiles(
      RoomId room, @Nullable AccountId uploader, @Nullable FileKind kind) {
    return ByteBuffer.allocate(9)
        .putInt(room.value())
        .putInt(uploader == null ? 0 : uploader.value())
        .put(code(kind))
        .array();
  }

  public static byte[] roomFile(
      RoomId room, @Nullable AccountId uploader, @Nullable FileKind kind, FileId file) {
    return join(roomFiles(room, uploader, kind), file(file));
  }

  public static byte[] messageFile(RoomId room, int sequence, FileId file) {
    return ints(room.value(), sequence, file.value());
  }

  public static byte[] accountFiles(AccountId account, @Nullable FileKind kind) {
    return ByteBuffer.allocate(5).putInt(account.value()).put(code(kind)).array();
  }

  public static byte[] accountFile(
      AccountId account, @Nullable FileKind kind, Instant at, FileId file) {
    return join(
        accountFiles(account, kind),
        ByteBuffer.allocate(12).putLong(at.toEpochMilli()).putInt(file.value()).array());
  }

  /// All shards' rows of an owner.
  public static byte[] storageUse(OrganizationId organization) {
    return join(new byte[] {1}, organization(organization));
  }

  public static byte[] storageUse(AccountId account) {
    return join(new byte[] {2}, account(account));
  }

  public static byte[] storageUse(OrganizationId organization, int shard) {
    return join(storageUse(organization), shard(shard));
  }

  public static byte[] storageUse(AccountId account, int shard) {
    return join(storageUse(account), shard(shard));
  }

  public static byte[] blob(BlobKey blob) {
    return text(blob.value());
  }

  public static byte[] fileWork(FileTask task) {
    return switch (task) {
      case EXAMINE -> new byte[] {1};
      case ERASE -> new byte[] {2};
    };
  }

  public static byte[] fileWork(FileTask task, Instant at, RoomId room, FileId file) {
    return join(
        fileWork(task),
        ByteBuffer.allocate(16)
            .putLong(at.toEpochMilli())
            .putInt(room.value())
            .putInt(file.value())
            .array());
  }

  /// @param tokenHash SHA-256 in hexadecimal digits; any other text is the key of no row
  public static byte[] apiToken(String tokenHash) {
    try {
      return HexFormat.of().parseHex(tokenHash);
    } catch (IllegalArgumentException _) {
      return text(tokenHash);
    }
  }

  public static byte[] handle(HandleName handle) {
    return join(new byte[] {code(handle.kind())}, text(handle.name()));
  }

  /// The names of all organizations with this name.
  public static byte[] organizationsNamed(String name) {
    return join(text(name), new byte[1]);
  }

  public static byte[] organizationName(String name, OrganizationId organization) {
    return join(organizationsNamed(name), organization(organization));
  }

  public static byte[] code(String code) {
    return text(code);
  }

  public static byte[] command(int shard, String command) {
    return join(ints(shard), Arrays.copyOf(sha256(command), 16));
  }

  public static byte[] position(int shard, long position) {
    return ByteBuffer.allocate(12).putInt(shard).putLong(position).array();
  }

  public static byte[] shard(int shard) {
    return ints(shard);
  }

  /// The number that begins at a place of a key.
  public static int intAt(byte[] key, int offset) {
    return ByteBuffer.wrap(key).getInt(offset);
  }

  public static long longAt(byte[] key, int offset) {
    return ByteBuffer.wrap(key).getLong(offset);
  }

  public static String textFrom(byte[] key, int offset) {
    return new String(key, offset, key.length - offset, StandardCharsets.UTF_8);
  }

  /// Every key that begins with the prefix.
  public static Range startingWith(byte[] prefix, Order order) {
    return new Range(prefix, behind(prefix), order);
  }

  /// The keys that begin with the prefix and stand behind `last`, in ascending order.
  public static Range startingWith(byte[] prefix, byte[] last) {
    return new Range(join(last, new byte[1]), behind(prefix), Order.ASCENDING);
  }

  public static byte[] join(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  static byte[] ints(int... numbers) {
    ByteBuffer key = ByteBuffer.allocate(4 * numbers.length);
    for (int number : numbers) {
      key.putInt(number);
    }
    return key.array();
  }

  /// The first key that does not begin with the prefix; empty where there is none.
  private static byte[] behind(byte[] prefix) {
    int length = prefix.length;
    while (length > 0 && prefix[length - 1] == (byte) 0xff) {
      length--;
    }
    byte[] behind = Arrays.copyOf(prefix, length);
    if (length > 0) {
      behind[length - 1]++;
    }
    return behind;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte code(@Nullable FileKind kind) {
    return switch (kind) {
      case null -> 0;
      case OTHER -> 1;
      case IMAGE -> 2;
      case VIDEO -> 3;
      case AUDIO -> 4;
      case DOCUMENT -> 5;
      case ARCHIVE -> 6;
    };
  }

  private static byte code(TaskStatus status) {
    return switch (status) {
      case OPEN -> 0;
      case DONE -> 1;
    };
  }

  private static byte code(TaskList list) {
    return switch (list) {
      case ALL -> 0;
      case ASSIGNED_TO -> 1;
      case ASSIGNED_BY -> 2;
    };
  }

  private static byte code(HandleName.Kind kind) {
    return switch (kind) {
      case EMAIL -> 1;
      case CHATWORK_ID -> 2;
      case LINK_CODE -> 3;
      case INVITATION -> 4;
      case EXTERNAL -> 5;
    };
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
