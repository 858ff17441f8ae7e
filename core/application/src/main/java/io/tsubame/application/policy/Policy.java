package io.tsubame.application.policy;

import io.tsubame.application.shard.Commit;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Command;
import java.util.List;

/// A rule across aggregates: what has to be ordered there because of what happened here.
public interface Policy {
  /// Names its checkpoints and its commands, for ever.
  String name();

  /// What the server has to order because of the commit. Pure: the same commit gives the same
  /// orders.
  List<Order> ordersOf(Commit commit);

  /// @param then what follows where it is accepted
  /// @param otherwise what follows where it is refused
  record Order(AggregateId to, Command command, List<Order> then, List<Order> otherwise) {
    public Order {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }

    Order(AggregateId to, Command command) {
      this(to, command, List.of(), List.of());
    }
  }
}
