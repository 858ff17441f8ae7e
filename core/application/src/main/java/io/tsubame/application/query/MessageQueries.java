package io.tsubame.application.query;

import io.tsubame.application.Answer;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.RoomId;
import java.time.Instant;
import java.util.List;

/// Questions about messages, to members of their rooms only. A page of them is as long as was asked
/// for, or shorter where texts are very long: it ends behind the message that makes it 1 MiB. So
/// only an empty page tells that there are no more.
public interface MessageQueries {
  /// Messages with sequence numbers greater than `after`, oldest first.
  Answer<List<MessageView>> after(AccountId reader, RoomId room, int after, int limit);

  /// The newest messages with sequence numbers less than `before`, oldest first.
  /// `Integer.MAX_VALUE` gives the newest page.
  Answer<List<MessageView>> before(AccountId reader, RoomId room, int before, int limit);

  /// The sequence number of the first message at or after the time, or one more than the last.
  Answer<Integer> firstSince(AccountId reader, RoomId room, Instant time);

  /// Refused with [io.tsubame.domain.room.RoomRejection.MessageNotFound] where there is none.
  Answer<MessageView> message(AccountId reader, RoomId room, MessageId message);

  /// A page of earlier texts, oldest first; none of a deleted message.
  ///
  /// @param after the number of the last one that is known, 0 for none
  Answer<List<Edit>> edits(AccountId reader, RoomId room, MessageId message, int after);

  /// Messages by id, in that order, without those that the reader may not see. For few.
  List<MessageView> messages(AccountId reader, List<MessageId> ids);

  /// The same as a page: those of the first ids.
  List<MessageView> firstOf(AccountId reader, List<MessageId> ids);

  /// @param number the first text of a message is its number 1
  /// @param until when the text was replaced
  record Edit(int number, String body, Instant until) {}
}
