package io.tsubame.server.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// Looks at everything that a server needs.
public final class Doctor {
  private Doctor() {}

  /// @param serving whether a server of this data directory runs, whose port is of course taken
  public static List<Diagnosis> examine(
      Path data, String host, int port, boolean serving, Clock clock) {
    List<Diagnosis> all = new ArrayList<>(Machine.diagnose(clock));
    all.add(serving ? Diagnosis.ok("port", "a server of this data runs") : port(host, port));
    all.addAll(new DataDirectory(data).diagnose(clock));
    return List.copyOf(all);
  }

  private static Diagnosis port(String host, int port) {
    String text = host + ":" + port;
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
      return Diagnosis.ok("port", text + " is free");
    } catch (IOException | IllegalArgumentException taken) {
      return Diagnosis.failure(
          "port", text + " cannot be used (" + taken.getMessage() + "): choose another by --port");
    }
  }
}
