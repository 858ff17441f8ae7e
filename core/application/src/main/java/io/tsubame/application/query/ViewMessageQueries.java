package io.tsubame.application.query;

import io.tsubame.application.Answer;
import io.tsubame.application.view.MessageRow;
import io.tsubame.application.view.ReactionsRow;
import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomOperation;
import io.tsubame.domain.room.RoomRejection.MessageNotFound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Messages from the views.
final class ViewMessageQueries implements MessageQueries {
  private final RoomGate gate;

  ViewMessageQueries(RoomGate gate) {
    this.gate = gate;
  }

  @Override
  public Answer<List<MessageView>> after(AccountId reader, RoomId room, int after, int limit) {
    int from = after == Integer.MAX_VALUE ? after : Math.max(0, after) + 1;
    return read(reader, room, from, Integer.MAX_VALUE, Order.ASCENDING, limit);
  }

  @Override
  public Answer<List<MessageView>> before(AccountId reader, RoomId room, int before, int limit) {
    return read(reader, room, 1, before, Order.DESCENDING, limit);
  }

  private Answer<List<MessageView>> read(
      AccountId reader, RoomId room, int from, int to, Order order, int limit) {
    return gate.open(reader, room, RoomOperation.READ)
        .map(open -> views(open, open.messages(from, to, order, QueryLimits.page(limit))));
  }

  /// By halving, which is right as far as times grow with sequence numbers.
  @Override
  public Answer<Integer> firstSince(AccountId reader, RoomId room, Instant time) {
    return gate.open(reader, room, RoomOperation.READ)
        .map(open -> {
          int low = 1;
          int high = open.head().lastSequence() + 1;
          while (low < high) {
            int middle = (low + high) >>> 1;
            MessageRow row = open.message(middle);
            if (row != null && row.sentAt().isBefore(time)) {
              low = middle + 1;
            } else {
              high = middle;
            }
          }
          return low;
        });
  }

  @Override
  public Answer<MessageView> message(AccountId reader, RoomId room, MessageId message) {
    return find(
        reader,
        room,
        message,
        open ->
            views(open, open.messages(List.of(message.sequence()))).stream()
                .findFirst()
                .orElse(null));
  }

  @Override
  public Answer<List<Edit>> edits(AccountId reader, RoomId room, MessageId message) {
    return find(
        reader,
        room,
        message,
        open -> {
          MessageRow row = open.message(message.sequence());
          if (row == null) {
            return null;
          }
          return open.edits(message.sequence()).stream()
              .map(edit -> new Edit(edit.body(), edit.until()))
              .toList();
        });
  }

  @Override
  public List<MessageView> messages(AccountId reader, List<MessageId> ids) {
    Map<RoomId, List<MessageId>> byRoom =
        ids.stream().distinct().collect(Collectors.groupingBy(MessageId::room));
    Map<MessageId, MessageView> found = new HashMap<>();
    for (OpenRoom open : gate.openAll(reader, List.copyOf(byRoom.keySet()))) {
      List<MessageId> wanted = byRoom.getOrDefault(open.id(), List.of());
      for (MessageView view :
          views(open, open.messages(wanted.stream().map(MessageId::sequence).toList()))) {
        found.put(view.id(), view);
      }
    }
    return ids.stream().map(found::get).filter(Objects::nonNull).toList();
  }

  private <T> Answer<T> find(
      AccountId reader, RoomId room, MessageId message, Function<OpenRoom, @Nullable T> question) {
    return switch (gate.open(reader, room, RoomOperation.READ)) {
      case Answer.Refused<OpenRoom>(var reason) -> Answer.refuse(reason);
      case Answer.Found<OpenRoom>(var open) -> {
        T found = message.room().equals(room) ? question.apply(open) : null;
        yield found == null ? Answer.refuse(new MessageNotFound()) : Answer.of(found);
      }
    };
  }

  /// By sequence number, with reactions.
  private static List<MessageView> views(OpenRoom open, Map<Integer, MessageRow> rows) {
    Map<Integer, ReactionsRow> reactions = open.reactions(rows);
    List<MessageView> views = new ArrayList<>(rows.size());
    rows.forEach((sequence, row) ->
        views.add(
            view(open.id(), sequence, row, reactions.getOrDefault(sequence, ReactionsRow.NONE))));
    return views;
  }

  private static MessageView view(
      RoomId room, int sequence, MessageRow row, ReactionsRow reactions) {
    return new MessageView(
        room,
        sequence,
        row.author(),
        row.kind(),
        row.body(),
        row.deleted(),
        row.sentAt(),
        row.editedAt(),
        row.edits(),
        reactions.reactions().stream()
            .map(each -> new MessageView.Reaction(each.reaction(), each.accounts()))
            .toList());
  }
}
