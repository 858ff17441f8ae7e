package io.tsubame.server.engine;

import static io.tsubame.server.engine.EngineWorld.ANN;
import static io.tsubame.server.engine.EngineWorld.UNHEARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Unavailable;
import io.tsubame.application.engine.Progress;
import io.tsubame.application.shard.Outcome;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.application.view.ViewStore;
import io.tsubame.domain.RoomId;
import io.tsubame.testkit.InMemoryViewStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RebuildTest {
  private final EngineWorld world = new EngineWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @DisplayName("[RB1] the next views are made from the log and come into use")
  void rebuilds() throws InterruptedException {
    RoomId room = world.room();
    world.post(ANN, room, "text");
    spoil(world.firstViews);
    InMemoryViewStore next = new InMemoryViewStore();
    List<Progress> progress = new ArrayList<>();
    ViewStore before = world.engine.rebuild(world.views, next, progress::add);
    assertThat(before).isSameAs(world.firstViews);
    assertThat(progress.getLast().done()).isEqualTo(progress.getLast().total());
    world.post(ANN, room, "more");
    world.awaitViews();
    assertThat(world.verify().findings()).isEmpty();
    assertThat(next.checkpoint("views", room.value() % world.log.shards()))
        .isEqualTo(world.log.end(room.value() % world.log.shards()));
  }

  @Test
  @DisplayName("[RB2] commands are served meanwhile, and none is missing afterwards")
  void rebuildsWhileServing() throws InterruptedException, ExecutionException {
    RoomId room = world.room();
    AtomicBoolean over = new AtomicBoolean();
    FutureTask<Integer> posting =
        new FutureTask<>(() -> {
          int posts = 0;
          while (!over.get()) {
            assertThat(world.post(ANN, room, "text")).isInstanceOf(Outcome.Accepted.class);
            posts++;
          }
          return posts;
        });
    Thread.ofVirtual().start(posting);
    for (int i = 0; i < 3; i++) {
      world.engine.rebuild(world.views, new InMemoryViewStore(), UNHEARD);
    }
    over.set(true);
    assertThat(posting.get()).isPositive();
    world.awaitViews();
    assertThat(world.verify().findings()).isEmpty();
  }

  @Test
  @DisplayName("[RB3] where the next views cannot be made, those in use stay in use")
  void failingRebuild() throws InterruptedException {
    RoomId room = world.room();
    InMemoryViewStore next = new InMemoryViewStore();
    next.available(false);
    assertThatThrownBy(() -> world.engine.rebuild(world.views, next, UNHEARD))
        .isInstanceOf(Unavailable.class);
    world.post(ANN, room, "text");
    world.awaitViews();
    assertThat(world.verify().findings()).isEmpty();
  }

  @Test
  @DisplayName("[RB3] also where it is broken off on the way")
  void interruptedRebuild() throws InterruptedException {
    RoomId room = world.room();
    InMemoryViewStore next = new InMemoryViewStore();
    assertThatThrownBy(() ->
            world.engine.rebuild(world.views, next, progress -> interruptAtEnd(progress, next)))
        .isInstanceOf(InterruptedException.class);
    world.post(ANN, room, "text");
    world.awaitViews();
    assertThat(world.verify().findings()).isEmpty();
    assertThat(next.reopened().checkpoint("views", room.value() % world.log.shards()))
        .isLessThan(world.log.end(room.value() % world.log.shards()));
  }

  private static void interruptAtEnd(Progress progress, InMemoryViewStore next) {
    if (progress.done() == progress.total()) {
      next.available(false);
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @DisplayName("[RB4] policies go on where they were")
  void keepsPolicyCheckpoints() throws InterruptedException {
    for (int shard = 0; shard < world.log.shards(); shard++) {
      ViewBatch batch = new ViewBatch();
      batch.checkpoint("policy/unfinished-work", shard, 1);
      world.firstViews.write(batch);
    }
    InMemoryViewStore next = new InMemoryViewStore();
    world.engine.rebuild(world.views, next, UNHEARD);
    assertThat(next.checkpoint("policy/unfinished-work", 3)).isEqualTo(1);
  }

  private static void spoil(ViewStore views) {
    ViewBatch batch = new ViewBatch();
    batch.put(Table.ROOMS, new byte[] {9, 9, 9, 9}, new byte[] {1});
    views.write(batch);
  }
}
