package io.tsubame.testkit;

import io.tsubame.application.live.PresenceBoard;
import java.time.InstantSource;

final class InMemoryPresenceBoardTest extends PresenceBoardContract {
  private InMemoryPresenceBoard board;

  @Override
  protected PresenceBoard node(String name, InstantSource time) {
    if (board == null) {
      board = new InMemoryPresenceBoard(time);
    }
    return board.node(name);
  }
}
