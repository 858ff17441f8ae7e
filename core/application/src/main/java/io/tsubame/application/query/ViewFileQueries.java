package io.tsubame.application.query;

import io.tsubame.application.Answer;
import io.tsubame.application.view.FileRow;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.Pages;
import io.tsubame.application.view.StorageRow;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewStore;
import io.tsubame.application.view.ViewStore.Entry;
import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.application.view.ViewStore.Range;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.FileId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.FileKind;
import io.tsubame.domain.room.RoomOperation;
import io.tsubame.domain.room.RoomRejection.FileNotFound;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Files from the views.
final class ViewFileQueries implements FileQueries {
  private final ViewStore store;
  private final RoomGate gate;

  ViewFileQueries(ViewStore store, RoomGate gate) {
    this.store = store;
    this.gate = gate;
  }

  @Override
  public Answer<List<FileView>> inRoom(
      AccountId reader, RoomId room, Filter filter, @Nullable FileId after, int limit) {
    int before = after == null ? Integer.MAX_VALUE : after.value();
    return gate.open(reader, room, RoomOperation.READ)
        .map(open ->
            views(
                open,
                open.files(filter.uploader(), filter.kind(), before, QueryLimits.page(limit))));
  }

  @Override
  public Answer<List<FileView>> ofMessages(
      AccountId reader, RoomId room, int from, int to, int limit) {
    return gate.open(reader, room, RoomOperation.READ)
        .map(open -> views(open, open.messageFiles(from, to, QueryLimits.page(limit))));
  }

  private static List<FileView> views(OpenRoom open, List<FileId> files) {
    List<@Nullable FileRow> rows = open.files(files);
    List<FileView> views = new ArrayList<>(files.size());
    for (int i = 0; i < files.size(); i++) {
      FileRow row = rows.get(i);
      if (row != null) {
        views.add(view(files.get(i), row));
      }
    }
    return views;
  }

  @Override
  public Answer<FileView> file(AccountId reader, RoomId room, FileId file) {
    return switch (gate.open(reader, room, RoomOperation.READ)) {
      case Answer.Refused<OpenRoom>(var reason) -> Answer.refuse(reason);
      case Answer.Found<OpenRoom>(var open) -> {
        FileRow row = open.files(List.of(file)).getFirst();
        yield row == null ? Answer.refuse(new FileNotFound()) : Answer.of(view(file, row));
      }
    };
  }

  @Override
  public Answer<FileText> withText(AccountId reader, RoomId room, FileId file) {
    return file(reader, room, file)
        .map(view -> {
          byte[] text = store.get(Table.FILE_TEXTS, Keys.file(file));
          return new FileText(view, text == null ? "" : new String(text, StandardCharsets.UTF_8));
        });
  }

  /// Who left a room has no file in it any more; the gate is asked all the same.
  @Override
  public List<FileView> sentBy(
      AccountId reader, @Nullable FileKind kind, @Nullable FileId after, int limit) {
    byte[] prefix = Keys.accountFiles(reader, kind);
    Range range = Keys.startingWith(prefix, Order.DESCENDING);
    if (after != null) {
      byte[] last = store.get(Table.FILES, Keys.file(after));
      if (last == null) {
        return List.of();
      }
      byte[] end = Keys.accountFile(reader, kind, FileRow.decode(last).at(), after);
      range = new Range(prefix, end, Order.DESCENDING);
    }
    int wanted = QueryLimits.page(limit);
    List<FileView> found = new ArrayList<>();
    while (found.size() < wanted) {
      List<Entry> page = store.scan(Table.ACCOUNT_FILES, range, QueryLimits.BATCH);
      List<FileId> files =
          page.stream()
              .map(entry -> new FileId(Keys.intAt(entry.key(), prefix.length + Long.BYTES)))
              .toList();
      found.addAll(readable(reader, files));
      if (page.size() < QueryLimits.BATCH) {
        break;
      }
      range = new Range(prefix, page.getLast().key(), Order.DESCENDING);
    }
    return List.copyOf(found.subList(0, Math.min(wanted, found.size())));
  }

  private List<FileView> readable(AccountId reader, List<FileId> files) {
    List<@Nullable FileRow> rows =
        Batches.get(store, Table.FILES, files, Keys::file, FileRow::decode);
    List<FileView> views = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      FileRow row = rows.get(i);
      if (row != null) {
        views.add(view(files.get(i), row));
      }
    }
    Set<RoomId> open = new HashSet<>();
    gate.openAll(reader, views.stream().map(FileView::room).distinct().toList())
        .forEach(room -> open.add(room.id()));
    return views.stream().filter(file -> open.contains(file.room())).toList();
  }

  @Override
  public Use usedBy(OrganizationId organization) {
    return sum(Keys.storageUse(organization));
  }

  @Override
  public Use usedBy(AccountId account) {
    return sum(Keys.storageUse(account));
  }

  private Use sum(byte[] prefix) {
    List<StorageRow> rows = new ArrayList<>();
    Pages.forEach(
        store, Table.STORAGE_USE, prefix, entry -> rows.add(StorageRow.decode(entry.value())));
    StorageRow sum = rows.stream().reduce(StorageRow.NOTHING, StorageRow::plus);
    return new Use(sum.bytes(), sum.files());
  }

  private static FileView view(FileId id, FileRow row) {
    return new FileView(
        row.room(),
        id,
        row.uploader(),
        row.content(),
        row.messageSequence(),
        row.at(),
        row.found());
  }
}
