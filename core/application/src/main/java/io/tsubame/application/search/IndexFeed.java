package io.tsubame.application.search;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.Unavailable;
import io.tsubame.application.follower.LogBatch;
import io.tsubame.application.follower.LogConsumer;
import io.tsubame.application.follower.PoisonedCommit;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.shard.ViewProgress;
import io.tsubame.application.view.ViewReader;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Event;
import io.tsubame.domain.FileId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomEvent;
import io.tsubame.domain.room.RoomEvent.FileAttached;
import io.tsubame.domain.room.RoomEvent.FileDeleted;
import io.tsubame.domain.room.RoomEvent.FileTextFound;
import io.tsubame.domain.room.RoomEvent.MembersChanged;
import io.tsubame.domain.room.RoomEvent.MessageDeleted;
import io.tsubame.domain.room.RoomEvent.MessageEdited;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import io.tsubame.domain.room.RoomEvent.ReactionAdded;
import io.tsubame.domain.room.RoomEvent.ReactionRemoved;
import io.tsubame.domain.room.RoomEvent.RoomDeleted;
import io.tsubame.domain.room.RoomEvent.TaskAdded;
import io.tsubame.domain.room.RoomEvent.TaskDeleted;
import io.tsubame.domain.room.RoomEvent.TaskEdited;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Feeds one index from the log. What is new comes whole from its event; of what was changed the
/// event only says which, and the views say how it is now. So a batch that comes again does no
/// harm.
final class IndexFeed implements LogConsumer {
  static final String NAME = "search";

  /// Changes that are written at once; the commits of an import have a thousand each.
  private static final int CHANGES = 1_000;

  private static final Duration VIEWS = Duration.ofSeconds(1);

  private final SearchIndex index;
  private final ViewReader views;
  private final ViewProgress progress;
  private final Documents documents;
  private final Consumer<OperatingFailure> onFailure;
  private final int shards;
  private volatile Instant latest = Instant.EPOCH;

  /// Shards whose checkpoints were asked for.
  private final Set<Integer> asked = ConcurrentHashMap.newKeySet();

  /// @param onFailure is told each time that the index does not take what it is given
  IndexFeed(
      SearchIndex index,
      ViewReader views,
      ViewProgress progress,
      Documents documents,
      int shards,
      Consumer<OperatingFailure> onFailure) {
    this.index = index;
    this.views = views;
    this.progress = progress;
    this.documents = documents;
    this.shards = shards;
    this.onFailure = onFailure;
  }

  @Override
  public String name() {
    return NAME;
  }

  /// When what was written last was decided.
  Instant latest() {
    return latest;
  }

  /// Whether it has been asked for every checkpoint, so that its follower knows where the log ends.
  boolean hasBegun() {
    return asked.size() == shards;
  }

  @Override
  public long checkpoint(int shard) {
    long checkpoint = index.checkpoint(shard);
    asked.add(shard);
    return checkpoint;
  }

  @Override
  public void consume(LogBatch batch) {
    Draft draft = new Draft();
    for (Committed committed : batch.commits()) {
      try {
        draft.add(committed.commit());
        if (draft.changes.size() >= CHANGES) {
          write(new IndexBatch(draft.changes, Map.of()));
          draft.changes.clear();
        }
      } catch (OperatingFailure failure) {
        throw failure;
      } catch (RuntimeException bug) {
        throw new PoisonedCommit(committed, bug);
      }
    }
    if (!draft.changed.isEmpty()) {
      awaitViews(batch.ends());
    }
    write(new IndexBatch(draft.finished(), batch.ends()));
    if (!batch.commits().isEmpty()) {
      latest = batch.commits().getLast().commit().at();
    }
  }

  private void write(IndexBatch batch) {
    try {
      index.write(batch);
    } catch (OperatingFailure failure) {
      onFailure.accept(failure);
      throw failure;
    }
  }

  private void awaitViews(Map<Integer, Long> ends) {
    for (Map.Entry<Integer, Long> end : ends.entrySet()) {
      try {
        if (!progress.awaitProjected(end.getKey(), end.getValue(), VIEWS)) {
          throw new Unavailable("the views do not hold yet what was changed");
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new Unavailable("closing", interrupted);
      }
    }
  }

  /// The changes that a batch amounts to.
  private final class Draft {
    private final List<IndexChange> changes = new ArrayList<>();

    /// What the views must be asked for.
    private final Set<DocumentId> changed = new LinkedHashSet<>();

    void add(Commit commit) {
      if (commit.aggregate() instanceof AggregateId.Room(var room)) {
        for (Event event : commit.events()) {
          add(room, (RoomEvent) event);
        }
      }
    }

    List<IndexChange> finished() {
      changed.forEach(id -> changes.add(documents.current(id, views)));
      return changes;
    }

    private void add(RoomId room, RoomEvent event) {
      switch (event) {
        case MessagePosted posted ->
            changes.add(new IndexChange.Put(documents.posted(room, posted)));
        case MessageEdited edited -> changedMessage(room, edited.sequence());
        case MessageDeleted deleted -> changedMessage(room, deleted.sequence());
        case ReactionAdded added -> changedMessage(room, added.sequence());
        case ReactionRemoved removed -> changedMessage(room, removed.sequence());
        case TaskAdded added -> changes.add(new IndexChange.Put(documents.added(room, added)));
        case TaskEdited edited ->
            changed.add(new DocumentId(DocumentKind.TASK, room, edited.task().value()));
        case TaskDeleted deleted ->
            changed.add(new DocumentId(DocumentKind.TASK, room, deleted.task().value()));
        case MembersChanged members ->
            members
                .removed()
                .forEach(account -> {
                  changes.add(new IndexChange.RemoveAddressed(DocumentKind.TASK, room, account));
                  changes.add(new IndexChange.RemoveAddressed(DocumentKind.FILE, room, account));
                });
        case FileAttached attached ->
            changes.add(new IndexChange.Put(documents.attached(room, attached)));
        case FileTextFound found -> changedFile(room, found.file());
        case FileDeleted deleted -> changedFile(room, deleted.file());
        case RoomDeleted _ -> changes.add(new IndexChange.RemoveRoom(room));
        case RoomEvent.RoomCreated _,
            RoomEvent.RoomEdited _,
            RoomEvent.RoomSettingsChanged _,
            RoomEvent.JoinRequested _,
            RoomEvent.JoinDeclined _,
            RoomEvent.InvitationLinkChanged _,
            RoomEvent.ReadMarkerMoved _,
            RoomEvent.TaskStatusChanged _,
            RoomEvent.FileExamined _,
            RoomEvent.FilesErased _ -> {}
      }
    }

    private void changedFile(RoomId room, FileId file) {
      changed.add(new DocumentId(DocumentKind.FILE, room, file.value()));
    }

    private void changedMessage(RoomId room, int sequence) {
      changed.add(new DocumentId(DocumentKind.MESSAGE, room, sequence));
    }
  }
}
