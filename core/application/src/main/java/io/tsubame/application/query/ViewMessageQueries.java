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
    return messages(reader, ids, Long.MAX_VALUE);
  }

  @Override
  public List<MessageView> firstOf(AccountId reader, List<MessageId> ids) {
    return messages(reader, ids, QueryLimits.PAGE_BYTES);
  }

  private List<MessageView> messages(AccountId reader, List<MessageId> ids, long most) {
    Map<RoomId, OpenRoom> rooms =
        gate.openAll(reader, ids.stream().map(MessageId::room).distinct().toList()).stream()
            .collect(Collectors.toMap(OpenRoom::id, Function.identity()));
    List<MessageId> readable = ids.stream().filter(id -> rooms.containsKey(id.room())).toList();
    List<MessageView> page = new ArrayList<>();
    long bytes = 0;
    for (List<MessageId> step : Batches.steps(readable)) {
      for (MessageView view : step(rooms, step)) {
        if (bytes >= most) {
          return page;
        }
        page.add(view);
        bytes += view.body().length();
      }
    }
    return page;
  }

  private static List<MessageView> step(Map<RoomId, OpenRoom> rooms, List<MessageId> ids) {
    Map<RoomId, List<Integer>> sequences =
        ids.stream()
            .distinct()
            .collect(
                Collectors.groupingBy(
                    MessageId::room, Collectors.mapping(MessageId::sequence, Collectors.toList())));
    Map<MessageId, MessageView> found = new HashMap<>();
    sequences.forEach((id, wanted) -> {
      OpenRoom room = Objects.requireNonNull(rooms.get(id));
      views(room, room.messages(wanted)).forEach(view -> found.put(view.id(), view));
    });
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
