package io.tsubame.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Something that goes wrong in a cluster for a while.
///
/// @param name for people
/// @param seconds how long it stays so
/// @param begin commands of `bin/tsubame-cluster`
/// @param end commands that repair it, and return when the part does its work
record Fault(String name, int seconds, List<List<String>> begin, List<List<String>> end) {
  static Fault killedNode(int node, int seconds) {
    return killed("node-" + node, seconds);
  }

  /// A part that ends as by a power cut, and is started again.
  static Fault killed(String part, int seconds) {
    return new Fault(
        "kill -9 " + part,
        seconds,
        List.of(List.of("kill", part)),
        List.of(List.of("start", part)));
  }

  /// A part that stands still, with all its connections open.
  static Fault paused(String part, int seconds) {
    return new Fault(
        "pause " + part,
        seconds,
        List.of(List.of("pause", part)),
        List.of(List.of("resume", part), List.of("start", part)));
  }

  static Fault cut(int node, String from, int seconds) {
    return new Fault(
        "cut node-" + node + " from " + from,
        seconds,
        List.of(List.of("cut", "node-" + node, "--from", from)),
        List.of(List.of("heal", "node-" + node), List.of("start", "node-" + node)));
  }

  /// A node that believes it is an hour later or earlier.
  static Fault wrongClock(int node, String offset, int seconds) {
    String part = "node-" + node;
    return new Fault(
        "clock of " + part + " " + offset,
        seconds,
        List.of(List.of("kill", part), List.of("start", part, "--clock", offset)),
        List.of(List.of("end", part), List.of("start", part)));
  }

  /// A node that is ended politely and started again, as when it is renewed.
  static Fault renewed(int node) {
    String part = "node-" + node;
    return new Fault(
        "renew " + part, 0, List.of(List.of("end", part)), List.of(List.of("start", part)));
  }

  /// The few that every build sees.
  static List<Fault> few(Random random, int nodes) {
    int killed = 1 + random.nextInt(nodes);
    int paused = 1 + (killed + random.nextInt(nodes - 1)) % nodes;
    List<Fault> faults = new ArrayList<>();
    faults.add(killedNode(killed, 3));
    faults.add(paused("node-" + paused, 8));
    faults.add(killed("kafka-" + (1 + random.nextInt(3)), 3));
    return faults;
  }

  /// Any of all kinds that this cluster can have.
  static Fault any(Random random, Cluster cluster) {
    int node = 1 + random.nextInt(cluster.nodes());
    int other = 1 + (node + random.nextInt(cluster.nodes() - 1)) % cluster.nodes();
    List<Fault> faults = new ArrayList<>();
    faults.add(killedNode(node, 1 + random.nextInt(10)));
    faults.add(paused("node-" + node, 20));
    faults.add(renewed(node));
    faults.add(killed("kafka-" + (1 + random.nextInt(3)), 2 + random.nextInt(10)));
    faults.add(paused("kafka-" + (1 + random.nextInt(3)), 10));
    faults.add(killed("hbase", 5 + random.nextInt(10)));
    faults.add(killed("opensearch", 5 + random.nextInt(10)));
    if (cluster.isSeparate()) {
      int seconds = 5 + random.nextInt(20);
      faults.add(cut(node, "node-" + other, seconds));
      faults.add(cut(node, "kafka", seconds));
      faults.add(cut(node, "hbase", seconds));
      faults.add(cut(node, "all", seconds));
    }
    if (cluster.canSkew()) {
      faults.add(wrongClock(node, random.nextBoolean() ? "+1h" : "-1h", 15));
    }
    return faults.get(random.nextInt(faults.size()));
  }

  void begin(Cluster cluster) {
    begin.forEach(command -> cluster.run(command.toArray(String[]::new)));
  }

  void end(Cluster cluster) {
    end.forEach(command -> cluster.run(command.toArray(String[]::new)));
  }
}
