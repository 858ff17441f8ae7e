package io.tsubame.application.fanout;

import io.tsubame.application.cluster.NodeId;
import io.tsubame.application.cluster.Peers;
import io.tsubame.domain.AccountId;
import java.util.function.Consumer;

/// Lets every node know at once whose sessions were ended on one of them. What gets lost on the way
/// is found by each node itself, at the next heartbeat of its connections.
public final class SignOuts {
  private static final String TOPIC = "live.signed-out";

  private final Peers peers;
  private final Consumer<AccountId> here;

  /// @param here looks after the connections of this node
  public SignOuts(Peers peers, Consumer<AccountId> here) {
    this.peers = peers;
    this.here = here;
    peers.receive(TOPIC, new Reception());
  }

  /// Sessions of the account were ended here.
  public void ended(AccountId account) {
    here.accept(account);
    byte[] message = new PacketWriter().number(account.value()).toBytes();
    peers.others().forEach(other -> peers.tell(other, TOPIC, message));
  }

  private final class Reception implements Peers.Receiver {
    @Override
    public void received(NodeId from, byte[] message) {
      try {
        here.accept(new AccountId(new PacketReader(message).number()));
      } catch (Misread | IllegalArgumentException _) {
        // of another release: the heartbeat finds it
      }
    }

    @Override
    public void broken(NodeId from) {}
  }
}
