package io.tsubame.application.cluster;

/// One run of one node.
///
/// @param name tells the node apart from those that run beside it, and stays over restarts
/// @param incarnation tells this run apart from earlier and later ones of the same name
public record NodeId(String name, long incarnation) implements Comparable<NodeId> {
  public NodeId {
    if (name.isEmpty() || name.length() > 200) {
      throw new IllegalArgumentException("the name of a node has 1 to 200 characters");
    }
  }

  @Override
  public int compareTo(NodeId other) {
    int byName = name.compareTo(other.name);
    return byName == 0 ? Long.compare(incarnation, other.incarnation) : byName;
  }
}
