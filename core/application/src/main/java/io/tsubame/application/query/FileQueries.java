package io.tsubame.application.query;

import io.tsubame.application.Answer;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.FileId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.FileKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Questions about files, to members of their rooms only. Lists begin with the newest file.
public interface FileQueries {
  /// Files of one room.
  ///
  /// @param after continue behind this file; null for the first page
  Answer<List<FileView>> inRoom(
      AccountId reader, RoomId room, Filter filter, @Nullable FileId after, int limit);

  /// What the reader sent, over all rooms.
  List<FileView> sentBy(
      AccountId reader, @Nullable FileKind kind, @Nullable FileId after, int limit);

  /// The files that came with messages, by message.
  ///
  /// @param from the first sequence number
  /// @param to the last one
  Answer<List<FileView>> ofMessages(AccountId reader, RoomId room, int from, int to, int limit);

  /// Refused with [io.tsubame.domain.room.RoomRejection.FileNotFound] where there is none.
  Answer<FileView> file(AccountId reader, RoomId room, FileId file);

  /// The same with the text by which it can be found.
  Answer<FileText> withText(AccountId reader, RoomId room, FileId file);

  /// What the files of all of an organization's people take.
  Use usedBy(OrganizationId organization);

  Use usedBy(AccountId account);

  /// Null leaves a property open.
  record Filter(@Nullable AccountId uploader, @Nullable FileKind kind) {
    public static final Filter NONE = new Filter(null, null);
  }

  /// @param text empty where it can be found by its name only
  record FileText(FileView file, String text) {}

  record Use(long bytes, long files) {}
}
