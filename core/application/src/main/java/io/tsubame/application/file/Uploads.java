package io.tsubame.application.file;

import io.tsubame.application.Answer;
import io.tsubame.application.ApplicationRejection.FileTooLarge;
import io.tsubame.application.ApplicationRejection.NoSuchUpload;
import io.tsubame.application.ApplicationRejection.QuotaExceeded;
import io.tsubame.application.ApplicationRejection.UploadIncomplete;
import io.tsubame.application.Overloaded;
import io.tsubame.application.Ports;
import io.tsubame.application.blob.BlobStore.Completion;
import io.tsubame.application.blob.BlobStore.StoredPart;
import io.tsubame.application.blob.Layout;
import io.tsubame.application.blob.SignedUrl;
import io.tsubame.application.query.FileQueries.Use;
import io.tsubame.application.query.PersonView;
import io.tsubame.application.query.RoomView;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.BlobKey;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.FileContent;
import io.tsubame.domain.room.RoomAccess;
import io.tsubame.domain.room.RoomCommand.AttachFiles;
import io.tsubame.domain.room.RoomEvent.FileAttached;
import io.tsubame.domain.room.RoomOperation;
import io.tsubame.domain.room.RoomRejection.OutOfBounds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Files on their way into a room: begun, sent in parts past this process, attached with a message
/// when all is there. Rights and quota are asked at the beginning, so that nobody sends gigabytes
/// in vain, and again at the end.
public final class Uploads {
  private static final int RANDOM_BYTES = 16;

  private final Ports ports;
  private final FilePorts files;
  private final Tokens tokens;
  private final UploadRecords records;
  private final FileHeads heads;

  /// Uploads that are just being attached, each once at a time.
  private final Set<UploadId> attaching = ConcurrentHashMap.newKeySet();

  /// @param part as it was announced
  public record PartWish(int part, String sha256) {}

  /// A file that came through this server, whole on its disk.
  public record Arrived(String name, Path file, long size, String sha256) {}

  /// @param parts those that have come, with their lengths
  public record Progress(OpenUpload upload, Map<Integer, Long> parts) {}

  public Uploads(Ports ports, Tokens tokens) {
    this.ports = ports;
    this.files = ports.files();
    this.tokens = tokens;
    this.records = new UploadRecords(ports.sessions(), ports.clock());
    this.heads = new FileHeads(files);
  }

  public Answer<OpenUpload> begin(AccountId account, RoomId room, String name, long size) {
    Rejection refusal = refusal(account, room, size);
    if (refusal != null) {
      return Answer.refuse(refusal);
    }
    UploadId id = freshId();
    Layout layout = new Layout(size, Math.min(size, files.limits().partBytes()));
    OpenUpload upload =
        new OpenUpload(
            id,
            room,
            FileName.shown(name),
            layout,
            files.blobs().begin(id.key(), layout).name(),
            "",
            ports.clock().instant().plus(files.limits().uploadLifetime()));
    records.put(account, upload);
    return Answer.of(upload);
  }

  /// Why the account may not send so much into the room now, or null where it may.
  private @Nullable Rejection refusal(AccountId account, RoomId room, long size) {
    return switch (ports.queries().rooms().room(account, room)) {
      case Answer.Refused<RoomView>(Rejection reason) -> reason;
      case Answer.Found<RoomView>(RoomView view) -> {
        Rejection noRight =
            RoomAccess.refusal(RoomOperation.SEND_FILE, view.type(), view.role(), view.settings());
        yield noRight == null ? sizeRefusal(account, size) : noRight;
      }
    };
  }

  private @Nullable Rejection sizeRefusal(AccountId account, long size) {
    if (size < 1) {
      return new OutOfBounds("size", 1, Integer.MAX_VALUE);
    }
    if (size > files.limits().fileBytes()) {
      return new FileTooLarge(files.limits().fileBytes());
    }
    long quota = files.limits().organizationBytes();
    if (quota == 0) {
      return null;
    }
    Use use = ports.queries().files().usedBy(organization(account));
    return use.bytes() + size > quota ? new QuotaExceeded(use.bytes(), quota) : null;
  }

  private OrganizationId organization(AccountId account) {
    Map<AccountId, PersonView> people = ports.queries().people().people(List.of(account));
    PersonView person = people.get(account);
    if (person == null) {
      throw new IllegalStateException("nobody knows account " + account);
    }
    return person.organization();
  }

  /// Where the parts go.
  public Answer<Map<Integer, SignedUrl>> sign(
      AccountId account, UploadId id, List<PartWish> wishes) {
    return switch (found(account, id)) {
      case Answer.Refused<OpenUpload>(Rejection reason) -> Answer.refuse(reason);
      case Answer.Found<OpenUpload>(OpenUpload upload) -> {
        int parts = upload.layout().parts();
        boolean known = wishes.stream().allMatch(wish -> wish.part() >= 1 && wish.part() <= parts);
        yield known
            ? Answer.of(signed(account, upload, wishes))
            : Answer.refuse(new OutOfBounds("part", 1, parts));
      }
    };
  }

  private Map<Integer, SignedUrl> signed(
      AccountId account, OpenUpload upload, List<PartWish> wishes) {
    Duration validity = files.limits().uploadUrl();
    Map<Integer, SignedUrl> urls = new LinkedHashMap<>();
    for (PartWish wish : wishes) {
      records.announce(account, upload, wish.part(), wish.sha256());
      urls.put(
          wish.part(),
          files.blobs().signPart(upload.upload(), wish.part(), wish.sha256(), validity));
    }
    return urls;
  }

  /// Which parts have come, so that an interrupted upload goes on.
  public Answer<Progress> progress(AccountId account, UploadId id) {
    return found(account, id)
        .map(upload -> {
          Map<Integer, Long> there = new TreeMap<>();
          Map<Integer, StoredPart> stored = files.blobs().parts(upload.upload());
          stored.forEach((number, part) -> {
            if (number <= upload.layout().parts()
                && part.size() == upload.layout().length(number)) {
              there.put(number, part.size());
            }
          });
          return new Progress(upload, there);
        });
  }

  public Answer<OpenUpload> abort(AccountId account, UploadId id) {
    return found(account, id)
        .map(upload -> {
          if (upload.attempt().isEmpty()) {
            files.blobs().abort(upload.upload());
            records.forget(account, id);
          }
          return upload;
        });
  }

  /// Makes the uploads files of the room, with a message. To be repeated where the outcome was not
  /// learnt: the same uploads lead to one message.
  public Answer<Outcome> attach(
      AccountId account, RoomId room, List<UploadId> ids, String message) {
    String attempt = "attach:" + Tokens.hash(account + ":" + ids);
    if (ids.stream().anyMatch(id -> !attaching.add(id))) {
      throw new Overloaded("the upload is just being attached");
    }
    try {
      return attach(account, room, attempt, ids, message);
    } finally {
      ids.forEach(attaching::remove);
    }
  }

  private Answer<Outcome> attach(
      AccountId account, RoomId room, String attempt, List<UploadId> ids, String message) {
    List<OpenUpload> uploads = new ArrayList<>();
    long total = 0;
    for (UploadId id : ids) {
      Optional<OpenUpload> upload = records.find(account, id);
      if (upload.isEmpty() || !belongs(upload.get(), room, attempt)) {
        return Answer.refuse(new NoSuchUpload());
      }
      uploads.add(upload.get());
      total += upload.get().layout().size();
    }
    boolean first = uploads.stream().allMatch(upload -> upload.attempt().isEmpty());
    Rejection refusal = first && total > 0 ? refusal(account, room, total) : null;
    if (refusal != null && !(refusal instanceof FileTooLarge)) {
      return Answer.refuse(refusal);
    }
    List<FileContent> contents = new ArrayList<>();
    for (OpenUpload upload : uploads) {
      Answer<FileContent> content = completed(account, upload);
      if (content instanceof Answer.Found<FileContent>(FileContent value)) {
        contents.add(value);
      } else {
        return Answer.refuse(((Answer.Refused<FileContent>) content).reason());
      }
    }
    uploads.forEach(upload -> records.put(account, upload.attachedBy(attempt)));
    Outcome outcome = send(account, room, contents, message, new CommandId(attempt));
    if (outcome instanceof Outcome.Rejected) {
      uploads.forEach(upload -> records.put(account, upload.attachedBy("")));
    }
    return Answer.of(outcome);
  }

  /// Whether nobody attached it yet, or this very attempt did.
  private static boolean belongs(OpenUpload upload, RoomId room, String attempt) {
    return upload.room().equals(room)
        && (upload.attempt().isEmpty() || upload.attempt().equals(attempt));
  }

  private Answer<FileContent> completed(AccountId account, OpenUpload upload) {
    List<String> sums = new ArrayList<>();
    List<Integer> missing = new ArrayList<>();
    int part = 0;
    for (@Nullable String sum : records.announced(account, upload)) {
      part++;
      if (sum == null) {
        missing.add(part);
      } else {
        sums.add(sum);
      }
    }
    if (!missing.isEmpty()) {
      return Answer.refuse(new UploadIncomplete(missing));
    }
    return switch (files.blobs().complete(upload.upload(), sums)) {
      case Completion.Incomplete(var parts) -> Answer.refuse(new UploadIncomplete(parts));
      case Completion.Completed() -> {
        BlobKey key = upload.id().key();
        String type = heads.typeOf(key, upload.name());
        yield Answer.of(
            new FileContent(upload.name(), upload.layout().size(), type, checksum(sums), key));
      }
    };
  }

  /// Of one part its own; of several that of their checksums, and their number.
  private static String checksum(List<String> sums) {
    if (sums.size() == 1) {
      return sums.getFirst();
    }
    byte[] all = HexFormat.of().parseHex(sums.stream().collect(Collectors.joining()));
    return HexFormat.of().formatHex(Tokens.sha256(all)) + "-" + sums.size();
  }

  /// Makes a file of the room of what came through this server.
  public Answer<Outcome> receive(
      AccountId account, RoomId room, Arrived arrived, String message, @Nullable CommandId id) {
    Rejection refusal = refusal(account, room, arrived.size());
    if (refusal != null) {
      return Answer.refuse(refusal);
    }
    BlobKey key = freshId().key();
    files.blobs().put(key, arrived.file());
    FileContent content =
        new FileContent(
            FileName.shown(arrived.name()),
            arrived.size(),
            heads.typeOf(key, arrived.name()),
            arrived.sha256(),
            key);
    Outcome outcome = send(account, room, List.of(content), message, id);
    if (!holds(outcome, key)) {
      files.blobs().delete(key);
    }
    return Answer.of(outcome);
  }

  /// Whether the file came of it; a repeated command holds the file of the first time.
  private static boolean holds(Outcome outcome, BlobKey key) {
    return outcome instanceof Outcome.Accepted accepted
        && accepted.commit().events().stream()
            .anyMatch(event ->
                event instanceof FileAttached attached && attached.content().blob().equals(key));
  }

  private Outcome send(
      AccountId account,
      RoomId room,
      List<FileContent> contents,
      String message,
      @Nullable CommandId id) {
    AttachFiles command = new AttachFiles(organization(account), contents, message);
    Outcome outcome =
        ports.commands().send(new AggregateId.Room(room), command, Actor.of(account), id);
    ports.freshness().wrote(account, outcome);
    return outcome;
  }

  private Answer<OpenUpload> found(AccountId account, UploadId id) {
    Supplier<Answer<OpenUpload>> none = () -> Answer.refuse(new NoSuchUpload());
    return records.find(account, id).map(Answer::of).orElseGet(none);
  }

  private UploadId freshId() {
    String random = HexFormat.of().formatHex(tokens.bytes(RANDOM_BYTES));
    return new UploadId(UploadId.DAY.format(ports.clock().instant()) + random);
  }
}
