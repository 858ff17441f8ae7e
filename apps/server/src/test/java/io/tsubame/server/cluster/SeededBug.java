package io.tsubame.server.cluster;

import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.log.NotOwner;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commands;
import io.tsubame.application.shard.Outcome;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.application.view.ViewStore;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Command;
import io.tsubame.domain.Creation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a node may do wrong on purpose, to see that the simulation notices.
enum SeededBug {
  NONE,
  /// What has no id is sent again, although nobody knows what came of it.
  SENDS_AGAIN_WITHOUT_ID,
  /// An owner that was displaced believes that it appended.
  DISPLACED_OWNER_ACKNOWLEDGES,
  /// An owner that was displaced refuses by what it knew.
  DISPLACED_OWNER_REFUSES,
  /// The views take what rests on rows that somebody else has changed.
  VIEWS_TAKE_STALE_BATCHES,
  /// A query waits for what was written to this node's shards only.
  READS_ASK_NOBODY;

  Commands in(Commands sound) {
    return this == SENDS_AGAIN_WITHOUT_ID ? new Insisting(sound) : sound;
  }

  EventLog in(EventLog sound) {
    return switch (this) {
      case DISPLACED_OWNER_ACKNOWLEDGES -> proxy(EventLog.class, sound, "append", NotOwner.class);
      case DISPLACED_OWNER_REFUSES -> proxy(EventLog.class, sound, "confirm", NotOwner.class);
      default -> sound;
    };
  }

  ViewStore in(ViewStore sound) {
    return this == VIEWS_TAKE_STALE_BATCHES ? credulous(sound) : sound;
  }

  private record Insisting(Commands sound) implements Commands {
    @Override
    public Outcome send(AggregateId to, Command command, Actor actor, @Nullable CommandId id) {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          return sound.send(to, command, actor, id);
        } catch (OutcomeUnknown _) {
          // the bug: once more
        }
      }
      throw new OutcomeUnknown("interrupted");
    }

    @Override
    public Outcome create(Creation creation, Actor actor, @Nullable CommandId id) {
      return sound.create(creation, actor, id);
    }
  }

  private static ViewStore credulous(ViewStore sound) {
    return (ViewStore)
        Proxy.newProxyInstance(
            ViewStore.class.getClassLoader(),
            new Class<?>[] {ViewStore.class},
            (_, method, arguments) -> {
              if (method.getName().equals("write")) {
                arguments = new Object[] {anywhere((ViewBatch) arguments[0])};
              }
              try {
                return method.invoke(sound, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static ViewBatch anywhere(ViewBatch batch) {
    ViewBatch changed = new ViewBatch();
    for (ViewBatch.Change change : batch.changes()) {
      byte[] value = change.value();
      if (value == null) {
        changed.delete(change.table(), change.key());
      } else {
        changed.put(change.table(), change.key(), value);
      }
    }
    batch
        .checkpoints()
        .forEach(each -> changed.checkpoint(each.projection(), each.shard(), each.next()));
    return changed;
  }

  /// Swallows one kind of failure of one method.
  private static <T> T proxy(Class<T> type, T sound, String name, Class<?> swallowed) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            List.of(type).toArray(Class<?>[]::new),
            (_, method, arguments) -> {
              try {
                return method.invoke(sound, arguments);
              } catch (InvocationTargetException e) {
                if (method.getName().equals(name) && swallowed.isInstance(e.getCause())) {
                  return null;
                }
                throw e.getCause();
              }
            }));
  }
}
