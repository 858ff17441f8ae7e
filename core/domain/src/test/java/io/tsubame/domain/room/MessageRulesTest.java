package io.tsubame.domain.room;

import static io.tsubame.domain.room.RoomScenario.ADA;
import static io.tsubame.domain.room.RoomScenario.LIMITS;
import static io.tsubame.domain.room.RoomScenario.MIO;
import static io.tsubame.domain.room.RoomScenario.NOW;
import static io.tsubame.domain.room.RoomScenario.REN;
import static io.tsubame.domain.room.RoomScenario.SORA;
import static io.tsubame.domain.room.RoomScenario.group;
import static io.tsubame.domain.room.RoomScenario.posted;
import static io.tsubame.domain.room.RoomScenario.system;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.collection.IntMap;
import io.tsubame.domain.room.RoomCommand.AddReaction;
import io.tsubame.domain.room.RoomCommand.AddTasks;
import io.tsubame.domain.room.RoomCommand.DeleteMessage;
import io.tsubame.domain.room.RoomCommand.EditMessage;
import io.tsubame.domain.room.RoomCommand.ImportMessages;
import io.tsubame.domain.room.RoomCommand.LeaveRoom;
import io.tsubame.domain.room.RoomCommand.PostMessage;
import io.tsubame.domain.room.RoomCommand.RemoveReaction;
import io.tsubame.domain.room.RoomEvent.MembersChanged;
import io.tsubame.domain.room.RoomEvent.MessageDeleted;
import io.tsubame.domain.room.RoomEvent.MessageEdited;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import io.tsubame.domain.room.RoomEvent.ReactionAdded;
import io.tsubame.domain.room.RoomEvent.ReactionRemoved;
import io.tsubame.domain.room.RoomRejection.MessageNotFound;
import io.tsubame.domain.room.RoomRejection.OutOfBounds;
import io.tsubame.domain.room.RoomRejection.UnknownReaction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MessageRulesTest {
  @Test
  @DisplayName("[RM55] a message gets the next sequence number, and is read by its author")
  void posts() {
    group(posted(1, ADA, "hello")).when(MIO, post("hi")).accepts(posted(2, MIO, "hi"));
  }

  @Test
  @DisplayName("[RM55] a message that is to stay unread is not read by its author")
  void postsAsUnread() {
    group()
        .when(MIO, new PostMessage("hi", true))
        .accepts(new MessagePosted(1, MIO, MessageKind.USER, "hi", Mentions.NONE, false, NOW));
  }

  @Test
  @DisplayName("[RM56] a body has 1 to the limit of code points")
  void boundsBodies() {
    String longest = "🐦".repeat(LIMITS.messageLength());
    group().when(MIO, post(longest)).accepts(posted(1, MIO, longest));
    group().when(MIO, post(longest + "x")).rejects(bodyOutOfBounds());
    group().when(MIO, post("x".repeat(2 * LIMITS.messageLength() + 1))).rejects(bodyOutOfBounds());
    group().when(MIO, post("")).rejects(bodyOutOfBounds());
  }

  @Test
  @DisplayName("[RM57] mentions are the members that the body addresses, but its author")
  void findsMentions() {
    String body = "[To:13]Ren [To:14]Sora [rp aid=11 to=640-7]Ada [To:12]me [To:13]";
    group().when(MIO, post(body)).accepts(mentioning(body, List.of(ADA, REN), false));
  }

  @Test
  @DisplayName("[RM57] what is quoted or code mentions nobody")
  void ignoresQuotedMentions() {
    String body = "[qt][To:11][toall][/qt] [code][To:13][/code]";
    group().when(MIO, post(body)).accepts(mentioning(body, List.of(), false));
  }

  @Test
  @DisplayName("[RM57] to all mentions every member")
  void mentionsAll() {
    group().when(MIO, post("[toall]")).accepts(mentioning("[toall]", List.of(), true));
  }

  @Test
  @DisplayName("[RM57] mentions of a message are bounded")
  void boundsMentions() {
    Member[] four =
        List.of(21, 22, 23, 24).stream()
            .map(id -> new Member(new AccountId(id), Role.MEMBER))
            .toArray(Member[]::new);
    String body = "[To:24][To:23][To:22][To:21]";
    group(new MembersChanged(List.of(four), List.of()))
        .when(MIO, post(body))
        .accepts(
            mentioning(
                body, List.of(new AccountId(21), new AccountId(22), new AccountId(23)), false));
  }

  @Test
  @DisplayName("[RM58] an author edits their message, and its mentions change with it")
  void edits() {
    group(posted(1, MIO, "hi"))
        .when(MIO, new EditMessage(1, "[To:11]hi"))
        .accepts(new MessageEdited(1, "[To:11]hi", new Mentions(List.of(ADA), false), NOW));
  }

  @Test
  @DisplayName("[RM58] nobody edits what others or the server wrote, administrators neither")
  void editsOwnOnly() {
    group(posted(1, MIO, "hi"))
        .when(ADA, new EditMessage(1, "ho"))
        .notPermitted(RoomOperation.EDIT_OWN_MESSAGE);
    group(system(1, ADA, "[info]x[/info]"))
        .when(ADA, new EditMessage(1, "ho"))
        .notPermitted(RoomOperation.EDIT_OWN_MESSAGE);
    group(posted(1, MIO, "hi"))
        .when(Actor.SERVER, new EditMessage(1, "ho"))
        .notPermitted(RoomOperation.EDIT_OWN_MESSAGE);
  }

  @Test
  @DisplayName("[RM59] an edit to the same text changes nothing")
  void editsToTheSame() {
    group(posted(1, MIO, "hi")).when(MIO, new EditMessage(1, "hi")).accepts();
  }

  @Test
  @DisplayName("[RM59] an edit keeps the bounds of a body, and a message has bounded edits")
  void boundsEdits() {
    RoomScenario edited =
        group(posted(1, MIO, "a"))
            .after(MIO, new EditMessage(1, "b"))
            .after(MIO, new EditMessage(1, "c"));
    edited.when(MIO, new EditMessage(1, "")).rejects(bodyOutOfBounds());
    edited.when(MIO, new EditMessage(1, "d")).rejects(new OutOfBounds("edits", 0, 2));
    edited.when(MIO, new EditMessage(1, "c")).accepts();
  }

  @Test
  @DisplayName("[RM60] an unknown or deleted message is not found")
  void findsNoUnknownMessage() {
    group().when(MIO, new EditMessage(1, "x")).rejects(new MessageNotFound());
    group().when(MIO, new DeleteMessage(1)).rejects(new MessageNotFound());
    group().when(MIO, new AddReaction(1, "like")).rejects(new MessageNotFound());
    group().when(MIO, new RemoveReaction(1, "like")).rejects(new MessageNotFound());
    RoomScenario deleted = group(posted(1, MIO, "x"), new MessageDeleted(1, NOW));
    deleted.when(MIO, new EditMessage(1, "x")).rejects(new MessageNotFound());
    deleted.when(MIO, new AddReaction(1, "like")).rejects(new MessageNotFound());
    deleted.when(MIO, new RemoveReaction(1, "like")).rejects(new MessageNotFound());
  }

  @Test
  @DisplayName("[RM61] an author deletes their message, once")
  void deletes() {
    group(posted(1, MIO, "x")).when(MIO, new DeleteMessage(1)).accepts(new MessageDeleted(1, NOW));
    group(posted(1, MIO, "x"), new MessageDeleted(1, NOW))
        .when(MIO, new DeleteMessage(1))
        .accepts();
  }

  @Test
  @DisplayName("[RM61] nobody deletes what others or the server wrote, administrators neither")
  void deletesOwnOnly() {
    group(posted(1, MIO, "x"))
        .when(ADA, new DeleteMessage(1))
        .notPermitted(RoomOperation.DELETE_OWN_MESSAGE);
    group(system(1, ADA, "x"))
        .when(ADA, new DeleteMessage(1))
        .notPermitted(RoomOperation.DELETE_OWN_MESSAGE);
  }

  @Test
  @DisplayName("[RM61] a deleted message keeps its place, without text and reactions")
  void keepsThePlace() {
    Room room =
        group(posted(1, MIO, "x"), new ReactionAdded(1, ADA, "like"), new MessageDeleted(1, NOW))
            .room();
    assertThat(room.lastSequence()).isEqualTo(1);
    assertThat(room.loaded().messages().get(1))
        .isEqualTo(new MessageState(MIO, MessageKind.USER, "", true, 0, Map.of()));
  }

  @Test
  @DisplayName("[RM62] a member reacts to any message, once with each reaction")
  void reacts() {
    RoomScenario message = group(posted(1, MIO, "x"));
    message.when(ADA, new AddReaction(1, "like")).accepts(new ReactionAdded(1, ADA, "like"));
    message.and(new ReactionAdded(1, ADA, "like")).when(ADA, new AddReaction(1, "like")).accepts();
    assertThat(
            message
                .and(new ReactionAdded(1, ADA, "like"), new ReactionAdded(1, MIO, "like"))
                .room()
                .loaded()
                .messages()
                .get(1)
                .reactions())
        .isEqualTo(Map.of("like", IntMap.<AccountId>empty().put(11, ADA).put(12, MIO)));
  }

  @Test
  @DisplayName("[RM62] everybody takes back their own reactions only")
  void takesReactionsBack() {
    RoomScenario message = group(posted(1, MIO, "x"), new ReactionAdded(1, ADA, "like"));
    message.when(ADA, new RemoveReaction(1, "like")).accepts(new ReactionRemoved(1, ADA, "like"));
    message.when(MIO, new RemoveReaction(1, "like")).accepts();
    message.when(ADA, new RemoveReaction(1, "great")).accepts();
    Room none = message.and(new ReactionRemoved(1, ADA, "like")).room();
    assertThat(none.loaded().messages().get(1).reactions()).isEmpty();
  }

  @Test
  @DisplayName(
      "[RM63] only configured reactions exist, and a message has a bounded number of kinds")
  void boundsReactions() {
    RoomScenario message = group(posted(1, MIO, "x"));
    message.when(ADA, new AddReaction(1, "boo")).rejects(new UnknownReaction("boo"));
    message
        .after(ADA, new AddReaction(1, "like"))
        .after(ADA, new AddReaction(1, "great"))
        .when(ADA, new AddReaction(1, "thanks"))
        .rejects(new OutOfBounds("reaction", 0, 2));
  }

  @Test
  @DisplayName("[RM63] the six reactions of every server")
  void namesReactions() {
    assertThat(RoomDecider.REACTIONS)
        .containsExactly("understood", "thanks", "congratulations", "hooray", "great", "like");
  }

  @Test
  @DisplayName("[RM64] a room whose sequence numbers run out takes notices only")
  void endsWithTheNumbers() {
    int last = Integer.MAX_VALUE - 1_000_000;
    RoomScenario full = group(posted(last, MIO, "x"));
    OutOfBounds reason = new OutOfBounds("messages", 0, last);
    full.when(MIO, post("y")).rejects(reason);
    full.when(MIO, new AddTasks("y", List.of(ADA), Deadline.NONE)).rejects(reason);
    full.when(Actor.SERVER, new ImportMessages(last, List.of())).rejects(reason);
    assertThat(full.when(MIO, new LeaveRoom()).accepted()).hasSize(2);
    assertThat(group(posted(last - 1, MIO, "x")).when(MIO, post("y")).accepted()).hasSize(1);
  }

  @Test
  @DisplayName("[RM4] who is not a member does not learn of the room")
  void refusesStrangers() {
    group().when(SORA, post("hi")).rejects(new RoomRejection.RoomNotFound());
  }

  private static PostMessage post(String body) {
    return new PostMessage(body, false);
  }

  private static OutOfBounds bodyOutOfBounds() {
    return new OutOfBounds("body", 1, LIMITS.messageLength());
  }

  private static MessagePosted mentioning(String body, List<AccountId> mentioned, boolean all) {
    return new MessagePosted(
        1,
        MIO,
        MessageKind.USER,
        body,
        mentioned.isEmpty() && !all ? Mentions.NONE : new Mentions(mentioned, all),
        true,
        NOW);
  }
}
