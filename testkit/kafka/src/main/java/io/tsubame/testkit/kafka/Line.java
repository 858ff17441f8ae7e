package io.tsubame.testkit.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A network line to a server, which can be bad: requests get held up and arrive late, even after
/// who sent them has gone; answers get lost.
public final class Line implements AutoCloseable {
  private static final int PACKET = 64 << 10;

  private final ServerSocket entrance;
  private final int server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private boolean holding;
  private volatile boolean losing;

  private Line(ServerSocket entrance, int server) {
    this.entrance = entrance;
    this.server = server;
  }

  /// @param entrance where clients come in
  /// @param server the port where it leads
  public static Line lay(int entrance, int server) throws IOException {
    Line line = new Line(new ServerSocket(entrance, 50, InetAddress.getLoopbackAddress()), server);
    Thread.ofVirtual().name("line").start(line::accept);
    return line;
  }

  /// Requests wait in the line, until they are let go.
  public void hold() {
    set(true);
  }

  /// What waits arrives.
  public void letGo() {
    set(false);
  }

  /// Requests arrive, and the answers get lost, until the line is cut.
  public void loseAnswers() {
    losing = true;
  }

  /// Breaks all connections; new ones are good. Requests that wait in the line still arrive.
  public void cut() {
    sockets.forEach(Line::end);
    losing = false;
  }

  private void set(boolean hold) {
    lock.lock();
    try {
      holding = hold;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void awaitFree() {
    lock.lock();
    try {
      while (holding) {
        change.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    while (true) {
      try {
        Socket client = entrance.accept();
        Socket onward = new Socket();
        onward.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server), 1_000);
        sockets.add(client);
        Thread.ofVirtual().start(() -> requests(client, onward));
        Thread.ofVirtual().start(() -> answers(onward, client));
      } catch (IOException _) {
        if (entrance.isClosed()) {
          return;
        }
      }
    }
  }

  private void requests(Socket client, Socket onward) {
    byte[] packet = new byte[PACKET];
    try (onward;
        client) {
      InputStream from = client.getInputStream();
      OutputStream to = onward.getOutputStream();
      for (int length = read(from, packet); length >= 0; length = read(from, packet)) {
        awaitFree();
        to.write(packet, 0, length);
      }
    } catch (IOException _) {
      // One of the two has gone.
    } finally {
      sockets.remove(client);
    }
  }

  private void answers(Socket onward, Socket client) {
    byte[] packet = new byte[PACKET];
    try {
      InputStream from = onward.getInputStream();
      for (int length = from.read(packet); length >= 0; length = from.read(packet)) {
        if (!losing) {
          client.getOutputStream().write(packet, 0, length);
        }
      }
    } catch (IOException _) {
      // One of the two has gone.
    } finally {
      end(client);
    }
  }

  private static int read(InputStream from, byte[] packet) {
    try {
      return from.read(packet);
    } catch (IOException _) {
      return -1;
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is as good as closed.
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    letGo();
    cut();
  }
}
