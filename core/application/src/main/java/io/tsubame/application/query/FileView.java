package io.tsubame.application.query;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.FileId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.FileContent;
import io.tsubame.domain.room.FileExamination;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A file as every member of its room sees it.
///
/// @param messageSequence the message that it came with
/// @param found null until it was examined
public record FileView(
    RoomId room,
    FileId id,
    AccountId uploader,
    FileContent content,
    int messageSequence,
    Instant at,
    @Nullable FileExamination found) {}
