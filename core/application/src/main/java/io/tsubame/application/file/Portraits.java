package io.tsubame.application.file;

import io.tsubame.application.Answer;
import io.tsubame.application.ApplicationRejection.NotAPortrait;
import io.tsubame.application.Overloaded;
import io.tsubame.application.Ports;
import io.tsubame.application.Unavailable;
import io.tsubame.application.file.PreviewMaker.Made;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.BlobKey;
import io.tsubame.domain.account.AccountCommand.ChangeAvatar;
import io.tsubame.domain.account.AccountEvent.AvatarChanged;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The pictures that people send of themselves. Nobody gets the bytes that were sent: the picture
/// is drawn anew where files of anybody are opened, and what was drawn is kept, so that it is a
/// picture and says nothing but what is seen.
public final class Portraits {
  /// Of what is sent.
  public static final int MAX_BYTES = 512 * 1024;

  /// As what a picture is handed out.
  public static final String TYPE = "image/jpeg";

  private static final Set<String> TYPES =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");
  private static final int RANDOM_BYTES = 16;

  /// How many may wait to be drawn; whoever comes then is sent away.
  private static final int DRAWN_AT_ONCE = 4;

  private final Ports ports;
  private final FilePorts files;
  private final Tokens tokens;
  private final Semaphore drawing = new Semaphore(DRAWN_AT_ONCE);

  public Portraits(Ports ports, Tokens tokens) {
    this.ports = ports;
    this.files = ports.files();
    this.tokens = tokens;
  }

  /// @param sent the picture, of any size and anything else that claims to be one
  public Answer<Outcome> change(AccountId account, byte[] sent, @Nullable CommandId id) {
    byte[] head = Arrays.copyOf(sent, Math.min(sent.length, ContentTypes.HEAD_BYTES));
    String type = files.types().of(head, "");
    if (sent.length > MAX_BYTES || !TYPES.contains(type)) {
      return Answer.refuse(new NotAPortrait(MAX_BYTES));
    }
    if (!drawing.tryAcquire()) {
      throw new Overloaded("too many portraits are being drawn");
    }
    try {
      BlobKey key = BlobKey.ofPortrait(HexFormat.of().formatHex(tokens.bytes(RANDOM_BYTES)));
      return keep(key, sent, type)
          ? Answer.of(show(account, key, id))
          : Answer.refuse(new NotAPortrait(MAX_BYTES));
    } finally {
      drawing.release();
    }
  }

  /// Whether there is a picture now.
  private boolean keep(BlobKey key, byte[] sent, String type) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("tsubame-portrait");
      Path file = Files.write(folder.resolve("sent"), sent);
      Made made = files.portraits().make(file, type, Files.createDirectory(folder.resolve("made")));
      Path picture = made == null ? null : made.files().get(Downloads.SMALL);
      if (picture == null) {
        return false;
      }
      files.blobs().put(key, picture);
      return true;
    } catch (IOException e) {
      throw new Unavailable("a picture cannot be copied to be drawn: " + e.getMessage(), e);
    } finally {
      TemporaryFolder.delete(folder);
    }
  }

  private Outcome show(AccountId account, BlobKey key, @Nullable CommandId id) {
    Optional<BlobKey> before = portraitOf(account);
    Outcome outcome =
        ports
            .commands()
            .send(
                new AggregateId.Account(account),
                new ChangeAvatar(key.value()),
                Actor.of(account),
                id);
    ports.freshness().wrote(account, outcome);
    if (holds(outcome, key)) {
      // Nobody is shown it any more. What is not erased here is erased with all that nobody names.
      before.ifPresent(files.blobs()::delete);
    } else {
      files.blobs().delete(key);
    }
    return outcome;
  }

  /// Whether it is shown now; a repeated command shows the picture of the first time.
  private static boolean holds(Outcome outcome, BlobKey key) {
    return outcome instanceof Outcome.Accepted accepted
        && accepted.commit().events().stream()
            .anyMatch(
                event -> event instanceof AvatarChanged(var avatar) && avatar.equals(key.value()));
  }

  private Optional<BlobKey> portraitOf(AccountId account) {
    return Optional.ofNullable(ports.queries().people().people(List.of(account)).get(account))
        .flatMap(person -> BlobKey.portrait(person.avatar()));
  }

  /// What the account shows now; empty where it shows something else.
  ///
  /// @param name the random part of the picture's key
  public Optional<byte[]> portrait(AccountId account, String name) {
    return portraitOf(account)
        .filter(key -> key.name().equals(name))
        .flatMap(key -> files.blobs().read(key, 0))
        .map(Portraits::whole);
  }

  private static byte[] whole(InputStream bytes) {
    try (bytes) {
      return bytes.readNBytes(MAX_BYTES);
    } catch (IOException e) {
      throw new Unavailable("a picture cannot be read", e);
    }
  }
}
