package io.tsubame.application.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.BlobKey;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RequestId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.Attention;
import io.tsubame.domain.account.Profile;
import io.tsubame.domain.handle.Handle;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import io.tsubame.domain.room.Deadline;
import io.tsubame.domain.room.FileContent;
import io.tsubame.domain.room.FileExamination;
import io.tsubame.domain.room.FileExamination.Preview;
import io.tsubame.domain.room.FileExamination.Safety;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.InvitationLink;
import io.tsubame.domain.room.Mentions;
import io.tsubame.domain.room.MessageKind;
import io.tsubame.domain.room.ReadMarker;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomSettings;
import io.tsubame.domain.room.RoomType;
import io.tsubame.domain.room.TaskStatus;
import io.tsubame.testkit.properties.Choices;
import io.tsubame.testkit.properties.Gen;
import io.tsubame.testkit.properties.Property;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The forms of rows.
final class RowsTest {
  private static final Gen<Integer> IDS = Gen.ints(1, Integer.MAX_VALUE);
  private static final Gen<Integer> NUMBERS = Gen.ints(0, Integer.MAX_VALUE);
  private static final Gen<AccountId> ACCOUNTS = IDS.map(AccountId::new);
  private static final Gen<Boolean> FLAGS = Gen.booleans();
  private static final Gen<Instant> TIMES =
      Gen.longs(-1_000_000_000_000L, 4_000_000_000_000L).map(Instant::ofEpochMilli);
  private static final Gen<String> TEXTS =
      Gen.elements("", "a", "燕が飛ぶ", "\u0000", "🦅🎉", "[To:1] long ".repeat(40));
  private static final Gen<Profile> PROFILES =
      choices ->
          new Profile(
              choices.draw(TEXTS),
              choices.draw(TEXTS),
              "c",
              "d",
              choices.draw(TEXTS),
              "f",
              "g",
              "h",
              "i",
              "j",
              "k",
              choices.draw(TEXTS));

  /// A kind of row: how to make one, and its two forms.
  record Kind<R extends Record>(
      String name, Gen<R> rows, Function<R, byte[]> encode, Function<byte[], R> decode) {
    void roundTrip() {
      Property.check(
          name, 200, rows, row -> assertThat(decode.apply(encode.apply(row))).isEqualTo(row));
    }

    /// Whatever the bytes, there is a row or a clear failure.
    void survive(byte[] bytes) {
      try {
        assertThat(decode.apply(bytes)).isNotNull();
      } catch (CorruptView failure) {
        assertThat(failure).hasMessageContaining("rebuild the views");
      }
    }

    void refuseNewer() {
      Property.check(
          name,
          5,
          rows,
          row -> {
            byte[] newer = encode.apply(row);
            newer[0] = 99;
            assertThatThrownBy(() -> decode.apply(newer))
                .isInstanceOf(CorruptView.class)
                .hasMessageContaining("format 99");
          });
    }

    void surviveDamage() {
      Gen<byte[]> damaged =
          choices -> {
            byte[] bytes = encode.apply(choices.draw(rows));
            if (choices.oneIn(2)) {
              return Arrays.copyOf(bytes, choices.below(bytes.length + 3));
            }
            bytes[choices.below(bytes.length)] = (byte) choices.below(256);
            return bytes;
          };
      Property.check(name, 500, damaged, this::survive);
      Gen<byte[]> anything =
          Gen.lists(Gen.ints(0, 255), 0, 30)
              .map(numbers -> {
                byte[] bytes = new byte[numbers.size() + 1];
                bytes[0] = 1;
                for (int i = 0; i < numbers.size(); i++) {
                  bytes[i + 1] = numbers.get(i).byteValue();
                }
                return bytes;
              });
      Property.check(name, 500, anything, this::survive);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Kind<?>> kinds() {
    return Stream.of(
            kindsOfRooms(),
            kindsOfMemberships(),
            kindsOfMessages(),
            kindsOfMarkersAndTasks(),
            kindsOfAccounts(),
            kindsOfOrganizations(),
            kindsOfPersonalThings())
        .flatMap(kinds -> kinds);
  }

  private static <T> @Nullable T maybe(Choices choices, Gen<T> values) {
    return choices.oneIn(2) ? choices.draw(values) : null;
  }

  private static <E> Gen<E> one(List<E> values) {
    return choices -> values.get(choices.below(values.size()));
  }

  private static Stream<Kind<?>> kindsOfRooms() {
    Gen<InvitationLink> links =
        choices ->
            new InvitationLink(choices.draw(TEXTS), choices.draw(FLAGS), choices.draw(TEXTS));
    Gen<Room.Tail> tails = choices -> new Room.Tail(choices.draw(ACCOUNTS), choices.draw(NUMBERS));
    return Stream.of(
        new Kind<>(
            "room",
            choices ->
                new RoomRow(
                    choices.draw(one(List.of(Room.Status.values()))),
                    choices.draw(one(List.of(RoomType.values()))),
                    choices.draw(TEXTS),
                    choices.draw(TEXTS),
                    choices.draw(one(List.of(IconPreset.values()))),
                    new RoomSettings(
                        choices.draw(FLAGS),
                        choices.draw(FLAGS),
                        choices.draw(FLAGS),
                        choices.draw(FLAGS)),
                    maybe(choices, links),
                    choices.draw(NUMBERS)),
            RoomRow::encode,
            RoomRow::decode),
        new Kind<>(
            "head",
            choices ->
                new RoomHead(
                    choices.draw(NUMBERS),
                    choices.draw(Gen.longs(0, Long.MAX_VALUE - 1)),
                    maybe(choices, tails),
                    choices.draw(NUMBERS),
                    choices.draw(NUMBERS),
                    choices.draw(NUMBERS),
                    choices.draw(NUMBERS),
                    choices.draw(TIMES)),
            RoomHead::encode,
            RoomHead::decode));
  }

  private static Stream<Kind<?>> kindsOfMemberships() {
    return Stream.of(
        new Kind<>(
            "member",
            choices -> new MemberRow(choices.draw(one(List.of(Role.values())))),
            MemberRow::encode,
            MemberRow::decode),
        new Kind<>(
            "departed", NUMBERS.map(DepartedRow::new), DepartedRow::encode, DepartedRow::decode),
        new Kind<>(
            "account's room",
            choices ->
                new AccountRoomRow(
                    choices.draw(one(List.of(RoomType.values()))), maybe(choices, ACCOUNTS)),
            AccountRoomRow::encode,
            AccountRoomRow::decode),
        new Kind<>(
            "remembered command",
            choices -> new RememberedCommandRow(choices.draw(TIMES), choices.draw(TEXTS)),
            RememberedCommandRow::encode,
            RememberedCommandRow::decode),
        new Kind<>(
            "join request",
            TIMES.map(JoinRequestRow::new),
            JoinRequestRow::encode,
            JoinRequestRow::decode));
  }

  private static Stream<Kind<?>> kindsOfMessages() {
    Gen<Mentions> mentions =
        choices -> new Mentions(choices.draw(Gen.lists(ACCOUNTS, 0, 3)), choices.draw(FLAGS));
    return Stream.of(
        new Kind<>(
            "message",
            choices -> {
              Instant editedAt = maybe(choices, TIMES);
              return new MessageRow(
                  choices.draw(ACCOUNTS),
                  choices.draw(one(List.of(MessageKind.values()))),
                  choices.draw(TEXTS),
                  choices.draw(FLAGS),
                  choices.draw(TIMES),
                  editedAt,
                  editedAt == null ? 0 : choices.draw(IDS),
                  choices.draw(mentions),
                  choices.draw(FLAGS));
            },
            MessageRow::encode,
            MessageRow::decode),
        new Kind<>(
            "reactions",
            choices ->
                new ReactionsRow(
                    choices.draw(
                        Gen.lists(
                            inner ->
                                new ReactionsRow.Reaction(
                                    inner.draw(TEXTS), inner.draw(Gen.lists(ACCOUNTS, 1, 3))),
                            0,
                            3))),
            ReactionsRow::encode,
            ReactionsRow::decode),
        new Kind<>(
            "edit",
            choices -> new EditRow(choices.draw(TEXTS), choices.draw(TIMES)),
            EditRow::encode,
            EditRow::decode));
  }

  private static Stream<Kind<?>> kindsOfMarkersAndTasks() {
    Gen<Deadline> deadlines =
        choices ->
            switch (choices.below(3)) {
              case 0 -> Deadline.NONE;
              case 1 -> new Deadline.Day(choices.draw(TIMES));
              default -> new Deadline.Time(choices.draw(TIMES));
            };
    return Stream.of(
        new Kind<>(
            "marker",
            choices ->
                new MarkerRow(
                    new ReadMarker(choices.draw(NUMBERS), choices.draw(NUMBERS)),
                    choices.draw(NUMBERS),
                    choices.draw(NUMBERS),
                    choices.draw(NUMBERS),
                    choices.draw(NUMBERS),
                    choices.draw(NUMBERS),
                    choices.draw(NUMBERS)),
            MarkerRow::encode,
            MarkerRow::decode),
        new Kind<>(
            "task",
            choices ->
                new TaskRow(
                    new RoomId(choices.draw(IDS)),
                    choices.draw(ACCOUNTS),
                    choices.draw(ACCOUNTS),
                    choices.draw(TEXTS),
                    choices.draw(deadlines),
                    choices.draw(one(List.of(TaskStatus.values()))),
                    choices.draw(NUMBERS),
                    choices.draw(TIMES),
                    maybe(choices, TIMES)),
            TaskRow::encode,
            TaskRow::decode),
        new Kind<>("file", RowsTest::file, FileRow::encode, FileRow::decode),
        new Kind<>(
            "storage",
            choices -> new StorageRow(choices.draw(NUMBERS), choices.draw(NUMBERS)),
            StorageRow::encode,
            StorageRow::decode));
  }

  private static FileRow file(Choices choices) {
    FileContent content =
        new FileContent(
            choices.draw(TEXTS),
            5_000_000_000L + choices.draw(NUMBERS),
            choices.draw(TEXTS),
            choices.draw(TEXTS),
            new BlobKey("20260401/abcdefghijabcdefghij"));
    FileExamination found =
        new FileExamination(
            choices.draw(one(List.of(Safety.values()))),
            choices.draw(one(List.of(Preview.values()))),
            choices.draw(NUMBERS),
            choices.draw(NUMBERS));
    return new FileRow(
        new RoomId(choices.draw(IDS)),
        choices.draw(ACCOUNTS),
        new OrganizationId(choices.draw(IDS)),
        content,
        choices.draw(NUMBERS),
        choices.draw(TIMES),
        choices.oneIn(2) ? null : found);
  }

  private static Stream<Kind<?>> kindsOfAccounts() {
    Gen<Handle> handles =
        choices ->
            switch (choices.below(3)) {
              case 0 -> Handle.FREE;
              case 1 -> new Handle.Claimed(choices.draw(TEXTS), choices.draw(TIMES));
              default -> new Handle.Bound(choices.draw(NUMBERS));
            };
    return Stream.of(
        new Kind<>(
            "account",
            choices ->
                new AccountRow(
                    choices.draw(FLAGS),
                    new RoomId(choices.draw(IDS)),
                    new OrganizationId(choices.draw(IDS)),
                    choices.draw(TEXTS),
                    choices.draw(TEXTS),
                    choices.draw(PROFILES),
                    choices.draw(TEXTS),
                    choices.draw(TEXTS),
                    choices.draw(NUMBERS)),
            AccountRow::encode,
            AccountRow::decode),
        new Kind<>(
            "credentials",
            choices ->
                new CredentialsRow(
                    choices.draw(FLAGS),
                    maybe(choices, TEXTS),
                    choices.draw(Gen.lists(TEXTS, 0, 3))),
            CredentialsRow::encode,
            CredentialsRow::decode),
        new Kind<>("handle", handles.map(HandleRow::new), HandleRow::encode, HandleRow::decode));
  }

  private static Stream<Kind<?>> kindsOfOrganizations() {
    return Stream.of(
        new Kind<>(
            "organization",
            choices ->
                new OrganizationRow(
                    choices.draw(TEXTS),
                    choices.draw(NUMBERS),
                    choices.draw(NUMBERS),
                    choices.draw(TIMES)),
            OrganizationRow::encode,
            OrganizationRow::decode),
        new Kind<>(
            "person",
            choices -> new PersonRow(choices.draw(one(List.of(Rank.values())))),
            PersonRow::encode,
            PersonRow::decode),
        new Kind<>(
            "invitation",
            choices ->
                new InvitationRow(
                    choices.draw(TEXTS),
                    maybe(choices, ACCOUNTS),
                    choices.draw(TIMES),
                    choices.draw(TIMES)),
            InvitationRow::encode,
            InvitationRow::decode));
  }

  private static Stream<Kind<?>> kindsOfPersonalThings() {
    return Stream.of(
        new Kind<>(
            "contact",
            choices ->
                new ContactRow(
                    choices.draw(one(List.of(ContactRow.Standing.values()))),
                    maybe(choices, IDS.map(RequestId::new)),
                    maybe(choices, IDS.map(RoomId::new))),
            ContactRow::encode,
            ContactRow::decode),
        new Kind<>(
            "request",
            choices ->
                new RequestRow(
                    choices.draw(ACCOUNTS),
                    choices.draw(ACCOUNTS),
                    choices.draw(TEXTS),
                    choices.draw(TIMES)),
            RequestRow::encode,
            RequestRow::decode),
        new Kind<>(
            "arrangement",
            choices ->
                new ArrangementRow(
                    choices.draw(Gen.longs(0, Long.MAX_VALUE - 1)),
                    choices.draw(one(List.of(Attention.values())))),
            ArrangementRow::encode,
            ArrangementRow::decode),
        new Kind<>(
            "category",
            choices ->
                new CategoryRow(
                    choices.draw(TEXTS), choices.draw(Gen.lists(IDS.map(RoomId::new), 0, 4))),
            CategoryRow::encode,
            CategoryRow::decode),
        new Kind<>(
            "preference",
            TEXTS.map(PreferenceRow::new),
            PreferenceRow::encode,
            PreferenceRow::decode));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  @DisplayName("[VW5] what is written is read again")
  void roundTrips(Kind<?> kind) {
    kind.roundTrip();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  @DisplayName("[VW6] a row of a newer format is refused with advice")
  void refusesNewer(Kind<?> kind) {
    kind.refuseNewer();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  @DisplayName("[VW6] damage is a clear failure, or another row")
  void survivesDamage(Kind<?> kind) {
    kind.surviveDamage();
  }

  @Test
  @DisplayName("[VW5] bare numbers and times are read again")
  void bareNumbers() {
    Property.check(
        "numbers",
        200,
        Gen.longs(0, Long.MAX_VALUE - 1),
        number ->
            assertThat(BareNumber.decode(Table.COMMANDS, BareNumber.encode(number)))
                .isEqualTo(number));
    Property.check(
        "times",
        200,
        TIMES,
        time ->
            assertThat(BareNumber.decodeTime(Table.BOOKMARKS, BareNumber.encode(time)))
                .isEqualTo(time));
    assertThat(BareNumber.encode(300)).hasSize(2);
    assertThatThrownBy(() -> BareNumber.decodeInt(Table.AUTHORED, BareNumber.encode(1L << 40)))
        .isInstanceOf(CorruptView.class);
    assertThatThrownBy(() -> BareNumber.decode(Table.AUTHORED, new byte[0]))
        .isInstanceOf(CorruptView.class);
  }

  @Test
  @DisplayName("[VW7] keys are in the order of their numbers")
  void keysAreInOrder() {
    Gen<List<Integer>> pairs = Gen.lists(IDS, 2, 2);
    Property.check(
        "keys",
        500,
        pairs,
        pair -> {
          RoomId room = new RoomId(7);
          assertThat(
                  Integer.signum(
                      Arrays.compareUnsigned(
                          Keys.message(room, pair.get(0)), Keys.message(room, pair.get(1)))))
              .isEqualTo(Integer.compare(pair.get(0), pair.get(1)));
        });
  }
}
