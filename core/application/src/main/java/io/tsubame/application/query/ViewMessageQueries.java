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
import java.util.List;
import java.util.Map;
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
        .map(open ->
            views(Map.of(room, open), open.messages(from, to, order, QueryLimits.page(limit))));
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
        open -> views(Map.of(room, open), List.of(message)).stream().findFirst().orElse(null));
  }

  @Override
  public Answer<List<Edit>> edits(AccountId reader, RoomId room, MessageId message, int after) {
    return find(
        reader,
        room,
        message,
        open -> {
          MessageRow row = open.message(message.sequence());
          if (row == null) {
            return null;
          }
          return open.edits(message.sequence(), after).entrySet().stream()
              .map(edit ->
                  new Edit(edit.getKey() + 1, edit.getValue().body(), edit.getValue().until()))
              .toList();
        });
  }

  @Override
  public List<MessageView> messages(AccountId reader, List<MessageId> ids) {
    return views(openAll(reader, ids), ids);
  }

  @Override
  public List<MessageView> firstOf(AccountId reader, List<MessageId> ids) {
    Map<RoomId, OpenRoom> rooms = openAll(reader, ids);
    List<MessageId> readable = ids.stream().filter(id -> rooms.containsKey(id.room())).toList();
    List<MessageView> page = new ArrayList<>();
    long bytes = 0;
    for (List<MessageId> step : Batches.steps(readable)) {
      for (MessageView view : views(rooms, step)) {
        if (bytes >= QueryLimits.PAGE_BYTES) {
          return page;
        }
        page.add(view);
        bytes += view.body().length();
      }
    }
    return page;
  }

  private Map<RoomId, OpenRoom> openAll(AccountId reader, List<MessageId> ids) {
    return gate.openAll(reader, ids.stream().map(MessageId::room).distinct().toList()).stream()
        .collect(Collectors.toMap(OpenRoom::id, Function.identity()));
  }

  private static List<MessageView> views(Map<RoomId, OpenRoom> rooms, List<MessageId> ids) {
    return views(rooms, OpenRoom.messages(rooms, ids));
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

  /// In the order of the rows, with reactions.
  private static List<MessageView> views(
      Map<RoomId, OpenRoom> rooms, Map<MessageId, MessageRow> rows) {
    Map<MessageId, ReactionsRow> reactions = OpenRoom.reactions(rooms, rows);
    List<MessageView> views = new ArrayList<>(rows.size());
    rows.forEach(
        (id, row) -> views.add(view(id, row, reactions.getOrDefault(id, ReactionsRow.NONE))));
    return views;
  }

  private static MessageView view(MessageId id, MessageRow row, ReactionsRow reactions) {
    return new MessageView(
        id.room(),
        id.sequence(),
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
