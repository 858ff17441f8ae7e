package io.tsubame.protocol;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.tsubame.domain.Event;
import java.util.function.Function;

/// One entry of the catalogue: a version of an event type, as it is published.
///
/// @param <M> the message that carries it
sealed interface EventVersion<M extends Message> {
  /// On disk; the field number in `StoredEvent`. Never used for anything else again.
  int number();

  /// The type's stable name, apart from any class name, such as `room.message-posted`.
  String name();

  /// 1, 2, 3, …
  int version();

  Parser<M> parser();

  /// The event as the domain knows it today.
  ///
  /// @throws IllegalArgumentException where the message holds what the domain does not allow
  Event toEvent(M message);

  /// The version that is written today.
  ///
  /// @param <E> the domain's record
  record Current<E extends Event, M extends Message>(
      int number,
      String name,
      int version,
      Class<E> event,
      Parser<M> parser,
      Function<E, M> writer,
      Function<M, E> reader)
      implements EventVersion<M> {
    M toMessage(Event domainEvent) {
      return writer.apply(event.cast(domainEvent));
    }

    @Override
    public E toEvent(M message) {
      return reader.apply(message);
    }
  }

  /// A version that is written no more but read for ever, by way of the next one.
  ///
  /// @param upcaster makes the next version's message of this one's
  /// @param <N> the next version's message
  record Retired<M extends Message, N extends Message>(
      int number, Parser<M> parser, Function<M, N> upcaster, EventVersion<N> next)
      implements EventVersion<M> {
    @Override
    public String name() {
      return next.name();
    }

    @Override
    public int version() {
      return next.version() - 1;
    }

    @Override
    public Event toEvent(M message) {
      return next.toEvent(upcaster.apply(message));
    }
  }
}
