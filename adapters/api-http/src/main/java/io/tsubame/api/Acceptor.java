package io.tsubame.api;

import com.linecorp.armeria.common.Flags;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// The thread that accepts connections, and keeps the process alive. Unlike that of Armeria it ends
/// at once when the server stops, by when its ports are closed, and not after two seconds of
/// waiting for work.
final class Acceptor extends MultiThreadIoEventLoopGroup {
  Acceptor(String name) {
    super(1, new DefaultThreadFactory(name), transport());
  }

  private static IoHandlerFactory transport() {
    return switch (Flags.transportType()) {
      case EPOLL -> EpollIoHandler.newFactory();
      case KQUEUE -> KQueueIoHandler.newFactory();
      case NIO -> NioIoHandler.newFactory();
      case IO_URING -> throw new IllegalStateException("io_uring is not supported");
    };
  }

  @Override
  public Future<?> shutdownGracefully() {
    return shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
