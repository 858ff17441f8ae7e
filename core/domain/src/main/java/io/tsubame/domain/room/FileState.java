package io.tsubame.domain.room;

import io.tsubame.domain.AccountId;

/// What a decision needs to know of one file.
///
/// @param examined whether it was looked at for previews and dangers
/// @param deleted kept as a mark in the state, because the views may still know the file
public record FileState(
    AccountId uploader, String name, long size, boolean examined, boolean deleted) {
  FileState asExamined() {
    return new FileState(uploader, name, size, true, deleted);
  }

  FileState asDeleted() {
    return new FileState(uploader, name, size, examined, true);
  }
}
