package io.tsubame.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tsubame.application.cluster.NodeId;
import io.tsubame.application.cluster.Peers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps what nodes were told, as text, by sender.
final class Received implements Peers.Receiver {
  /// Stands where messages were lost.
  static final String BROKEN = "(lost)";

  private final Map<NodeId, List<String>> bySender = new ConcurrentHashMap<>();

  @Override
  public void received(NodeId from, byte[] message) {
    add(from, new String(message, UTF_8));
  }

  @Override
  public void broken(NodeId from) {
    add(from, BROKEN);
  }

  List<String> of(Peers sender) {
    return bySender.getOrDefault(sender.self(), List.of());
  }

  int count(Peers sender) {
    return of(sender).size();
  }

  private void add(NodeId from, String text) {
    bySender.computeIfAbsent(from, _ -> new CopyOnWriteArrayList<>()).add(text);
  }
}
