package io.tsubame.domain.account;

import static io.tsubame.domain.DeciderSpec.NOW;
import static io.tsubame.domain.account.AccountDeciderTest.ACTIVE;
import static io.tsubame.domain.account.AccountDeciderTest.SELF;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.domain.Actor;
import io.tsubame.domain.Event;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountCommand.BookmarkMessage;
import io.tsubame.domain.account.AccountCommand.ChangePreference;
import io.tsubame.domain.account.AccountCommand.ChangeRoomAttention;
import io.tsubame.domain.account.AccountCommand.DeleteCategory;
import io.tsubame.domain.account.AccountCommand.PinRoom;
import io.tsubame.domain.account.AccountCommand.RemoveBookmark;
import io.tsubame.domain.account.AccountCommand.SaveCategory;
import io.tsubame.domain.account.AccountCommand.UnpinRoom;
import io.tsubame.domain.account.AccountEvent.BookmarkRemoved;
import io.tsubame.domain.account.AccountEvent.Category;
import io.tsubame.domain.account.AccountEvent.CategoryDeleted;
import io.tsubame.domain.account.AccountEvent.CategorySaved;
import io.tsubame.domain.account.AccountEvent.MessageBookmarked;
import io.tsubame.domain.account.AccountEvent.PreferenceChanged;
import io.tsubame.domain.account.AccountEvent.RoomAttentionChanged;
import io.tsubame.domain.account.AccountEvent.RoomPinned;
import io.tsubame.domain.account.AccountEvent.RoomUnpinned;
import io.tsubame.domain.account.AccountRejection.FieldOutOfBounds;
import io.tsubame.domain.account.AccountRejection.NoSuchCategory;
import io.tsubame.domain.account.AccountRejection.NotBookmarked;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What people arrange for themselves. The numbers are those of `docs/spec/accounts.md`.
class ArrangementRulesTest {
  private static final RoomId ROOM = new RoomId(5);
  static final MessageId MESSAGE = MessageId.of(ROOM, 1);

  private static <E extends Event> List<E> events(int count, IntFunction<E> event) {
    return IntStream.rangeClosed(1, count).mapToObj(event).toList();
  }

  private static RoomPinned pinned(int room) {
    return new RoomPinned(new RoomId(room));
  }

  @TestFactory
  Stream<DynamicTest> pins() {
    List<RoomPinned> full = events(1_000, ArrangementRulesTest::pinned);
    return Stream.of(
        ACTIVE.when(SELF, new PinRoom(ROOM)).then("a room", pinned(5)),
        ACTIVE.when(Actor.SERVER, new PinRoom(ROOM)).then("by the server", pinned(5)),
        ACTIVE.given(pinned(5)).when(SELF, new PinRoom(ROOM)).thenNothing("[AC9] again"),
        ACTIVE.given(full).when(SELF, new PinRoom(ROOM)).thenNothing("[AC9] at the limit"),
        ACTIVE
            .given(full)
            .when(SELF, new PinRoom(new RoomId(1_001)))
            .thenRejected("[AC8] one too many", new FieldOutOfBounds("pins", 0, 1_000)),
        ACTIVE
            .given(pinned(5))
            .when(SELF, new UnpinRoom(ROOM))
            .then("a pinned room", new RoomUnpinned(ROOM)),
        ACTIVE.when(SELF, new UnpinRoom(ROOM)).thenNothing("[AC9] not pinned"));
  }

  @Test
  @DisplayName("[AC10] rooms stay in the order in which they were pinned")
  void orderOfPins() {
    Account account =
        ACTIVE
            .given(pinned(9), pinned(3), pinned(7), new RoomUnpinned(new RoomId(3)), pinned(3))
            .state();
    assertThat(account.arrangement().pinned())
        .containsExactly(new RoomId(9), new RoomId(7), new RoomId(3));
  }

  @TestFactory
  Stream<DynamicTest> attention() {
    List<RoomAttentionChanged> full =
        events(2_000, i -> new RoomAttentionChanged(new RoomId(i), Attention.NONE));
    RoomAttentionChanged muted = new RoomAttentionChanged(ROOM, Attention.NONE);
    RoomAttentionChanged normal = new RoomAttentionChanged(ROOM, Attention.ALL);
    RoomId another = new RoomId(2_001);
    return Stream.of(
        ACTIVE.when(SELF, new ChangeRoomAttention(ROOM, Attention.NONE)).then("muted", muted),
        ACTIVE
            .when(SELF, new ChangeRoomAttention(ROOM, Attention.ALL))
            .thenNothing("[AC9] normal already"),
        ACTIVE
            .given(muted)
            .when(SELF, new ChangeRoomAttention(ROOM, Attention.ALL))
            .then("normal again", normal),
        ACTIVE
            .given(full)
            .when(SELF, new ChangeRoomAttention(ROOM, Attention.ALL))
            .then("[AC8] less at the limit", normal),
        ACTIVE
            .given(full)
            .when(SELF, new ChangeRoomAttention(another, Attention.MENTIONS))
            .thenRejected("[AC8] one too many", new FieldOutOfBounds("attentions", 0, 2_000)),
        ACTIVE
            .given(full)
            .given(normal)
            .when(SELF, new ChangeRoomAttention(another, Attention.NONE))
            .then(
                "[AC8] normal takes no place", new RoomAttentionChanged(another, Attention.NONE)));
  }

  private static CategorySaved saved(int id, String name, RoomId... rooms) {
    return new CategorySaved(new Category(id, name, List.of(rooms)));
  }

  @TestFactory
  Stream<DynamicTest> categories() {
    List<CategorySaved> full = events(100, i -> saved(i, "c" + i));
    List<RoomId> many = IntStream.rangeClosed(1, 2_001).mapToObj(RoomId::new).toList();
    return Stream.of(
        ACTIVE
            .when(SELF, new SaveCategory(null, "営業", List.of(ROOM)))
            .then("[AC11] the first is 1", saved(1, "営業", ROOM)),
        ACTIVE
            .given(saved(1, "a"), saved(2, "b"), new CategoryDeleted(2))
            .when(SELF, new SaveCategory(null, "c", List.of()))
            .then("[AC11] no number twice", saved(3, "c")),
        ACTIVE
            .when(SELF, new SaveCategory(null, "a", Collections.nCopies(3, ROOM)))
            .then("[AC11] each room once", saved(1, "a", ROOM)),
        ACTIVE
            .given(saved(1, "a"))
            .when(SELF, new SaveCategory(1, "b", List.of()))
            .then("renamed", saved(1, "b")),
        ACTIVE
            .given(saved(1, "a", ROOM))
            .when(SELF, new SaveCategory(1, "a", List.of(ROOM)))
            .thenNothing("[AC9] no change"),
        ACTIVE
            .when(SELF, new SaveCategory(1, "a", List.of()))
            .thenRejected("unknown", new NoSuchCategory()),
        ACTIVE
            .when(SELF, new SaveCategory(null, "", List.of()))
            .thenRejected("[AC6] a name", new FieldOutOfBounds("name", 1, 255)),
        ACTIVE
            .when(SELF, new SaveCategory(null, "a", many))
            .thenRejected("[AC8] too many rooms", new FieldOutOfBounds("rooms", 0, 2_000)),
        ACTIVE
            .given(full)
            .when(SELF, new SaveCategory(null, "a", List.of()))
            .thenRejected("[AC8] one too many", new FieldOutOfBounds("categories", 0, 100)),
        ACTIVE
            .given(full)
            .when(SELF, new SaveCategory(100, "a", List.of()))
            .then("[AC8] a known one at the limit", saved(100, "a")),
        ACTIVE
            .given(saved(1, "a"))
            .when(SELF, new DeleteCategory(1))
            .then("a known one", new CategoryDeleted(1)),
        ACTIVE.when(SELF, new DeleteCategory(1)).thenRejected("unknown", new NoSuchCategory()));
  }

  @TestFactory
  Stream<DynamicTest> bookmarks() {
    MessageBookmarked marked = new MessageBookmarked(MESSAGE, NOW);
    List<MessageBookmarked> full =
        events(1_000, i -> new MessageBookmarked(MessageId.of(ROOM, i), NOW));
    return Stream.of(
        ACTIVE.when(SELF, new BookmarkMessage(MESSAGE)).then("a message", marked),
        ACTIVE
            .given(marked)
            .when(SELF, new BookmarkMessage(MESSAGE))
            .at(NOW.plusSeconds(1))
            .thenNothing("[AC9] again"),
        ACTIVE
            .given(full)
            .when(SELF, new BookmarkMessage(MessageId.of(ROOM, 1_001)))
            .thenRejected("[AC8] one too many", new FieldOutOfBounds("bookmarks", 0, 1_000)),
        ACTIVE
            .given(marked)
            .when(SELF, new RemoveBookmark(MESSAGE))
            .then("a known one", new BookmarkRemoved(MESSAGE)),
        ACTIVE
            .when(SELF, new RemoveBookmark(MESSAGE))
            .thenRejected("unknown", new NotBookmarked()));
  }

  @TestFactory
  Stream<DynamicTest> preferences() {
    PreferenceChanged japanese = new PreferenceChanged("language", "ja");
    List<PreferenceChanged> full = events(100, i -> new PreferenceChanged("p" + i, "v"));
    return Stream.of(
        ACTIVE.when(SELF, new ChangePreference("language", "ja")).then("new", japanese),
        ACTIVE
            .given(japanese)
            .when(SELF, new ChangePreference("language", "ja"))
            .thenNothing("[AC9] no change"),
        ACTIVE
            .given(japanese)
            .when(SELF, new ChangePreference("language", ""))
            .then("taken back", new PreferenceChanged("language", "")),
        ACTIVE.when(SELF, new ChangePreference("language", "")).thenNothing("[AC9] never set"),
        ACTIVE
            .when(SELF, new ChangePreference("", "ja"))
            .thenRejected("[AC6] a name", new FieldOutOfBounds("preference", 1, 255)),
        ACTIVE
            .when(SELF, new ChangePreference("x", "v".repeat(1_001)))
            .thenRejected("[AC6] long value", new FieldOutOfBounds("value", 0, 1_000)),
        ACTIVE
            .given(full)
            .when(SELF, new ChangePreference("language", "ja"))
            .thenRejected("[AC8] one too many", new FieldOutOfBounds("preferences", 0, 100)),
        ACTIVE
            .given(full)
            .when(SELF, new ChangePreference("p1", "w"))
            .then("[AC8] a known one at the limit", new PreferenceChanged("p1", "w")),
        ACTIVE
            .given(full)
            .when(SELF, new ChangePreference("p1", ""))
            .then("[AC8] less at the limit", new PreferenceChanged("p1", "")));
  }
}
