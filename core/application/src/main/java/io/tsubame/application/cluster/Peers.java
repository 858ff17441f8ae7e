package io.tsubame.application.cluster;

import java.time.Duration;
import java.util.Set;

/// This node among the others of its cluster.
///
/// **What the nodes know of each other** is an opinion of the moment: two of them may differ, for a
/// moment or as long as they cannot hear each other. Nothing that must be right may rest on it.
///
/// **Asking** is for what needs an answer. It fails with [io.tsubame.application.Unavailable] or
/// [io.tsubame.application.Overloaded] where the other certainly did nothing, and with
/// [io.tsubame.application.OutcomeUnknown] where it may have.
///
/// **Telling** is for what may be lost, if only the receiver learns that it was: messages of one
/// sender on one topic arrive in order, each at most once.
///
/// All methods may be called by any thread. The rules are numbered in `docs/spec/cluster.md`.
public interface Peers extends AutoCloseable {
  /// The greatest message and the greatest answer.
  int MAX_BYTES = 8 << 20;

  NodeId self();

  /// The other nodes that can be asked and told now.
  Set<NodeId> others();

  /// The nodes on which shards may lie now: those that can be reached and stay, so this node, too,
  /// until it leaves.
  Set<NodeId> members();

  /// Blocks until the other has answered, is lost, or the time is over.
  ///
  /// @param request at most [#MAX_BYTES]
  byte[] ask(NodeId to, String topic, byte[] request, Duration timeout);

  /// Sends a message, or loses it; never blocks and never fails because of the other.
  ///
  /// @param message at most [#MAX_BYTES]
  void tell(NodeId to, String topic, byte[] message);

  /// Says who answers what is asked on the topic, once for each topic.
  void answer(String topic, Answerer answerer);

  /// Says who receives what is told on the topic, once for each topic.
  void receive(String topic, Receiver receiver);

  /// Adds one who is called after each change of [#others] or [#members], by one thread at a time.
  /// It must be quick.
  void onChange(Runnable listener);

  /// Takes this node out of the members, and returns when the others that can be reached have
  /// learnt it, or after the time. The node still asks and answers.
  void leave(Duration patience);

  /// Answers what it is being asked, for two seconds at most, and is gone.
  @Override
  void close();

  /// Answers what another node asks. Called by a thread of its own for each, so it may block.
  @FunctionalInterface
  interface Answerer {
    /// @throws io.tsubame.application.Unavailable where nothing was done; so is who asked told
    /// @throws io.tsubame.application.Overloaded likewise
    byte[] answer(NodeId from, byte[] request);
  }

  /// Receives what other nodes tell. Called by one thread for each sender; must be quick.
  interface Receiver {
    void received(NodeId from, byte[] message);

    /// Messages of the sender were lost since the last one that was received. Called before the
    /// next one, and within seconds once the two can reach each other.
    void broken(NodeId from);
  }
}
