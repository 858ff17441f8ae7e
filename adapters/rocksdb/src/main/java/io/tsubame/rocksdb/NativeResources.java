package io.tsubame.rocksdb;

import java.util.ArrayDeque;
import java.util.Deque;
import org.rocksdb.AbstractNativeReference;

/// Native objects that live as long as a store. Closing gives them back, the youngest first, so
/// that nothing is gone before what was built on it. Not for several threads.
public final class NativeResources implements AutoCloseable {
  private final Deque<AbstractNativeReference> held = new ArrayDeque<>();

  public <T extends AbstractNativeReference> T hold(T resource) {
    held.push(resource);
    return resource;
  }

  @Override
  public void close() {
    while (!held.isEmpty()) {
      held.pop().close();
    }
  }
}
