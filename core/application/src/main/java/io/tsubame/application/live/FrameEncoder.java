package io.tsubame.application.live;

/// Turns messages into frames. Pure; called from several threads.
@FunctionalInterface
public interface FrameEncoder {
  Frame encode(LiveMessage message);
}
