package io.tsubame.application.query;

import io.tsubame.application.Answer;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.RoomId;
import java.time.Instant;
import java.util.List;

/// Questions about messages, to members of their rooms only.
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

  /// Earlier texts, oldest first; none of a deleted message.
  Answer<List<Edit>> edits(AccountId reader, RoomId room, MessageId message);

  /// Messages by id, in that order, without those that the reader may not see.
  List<MessageView> messages(AccountId reader, List<MessageId> ids);

  /// @param until when the text was replaced
  record Edit(String body, Instant until) {}
}
