package io.tsubame.application.file;

import io.tsubame.application.session.SessionStore;
import io.tsubame.domain.AccountId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The uploads of accounts, and the checksums that were announced of their parts, in the session
/// store. Keys: `u`, account, upload; `U`, account, upload, part.
final class UploadRecords {
  private final SessionStore store;
  private final InstantSource clock;

  UploadRecords(SessionStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  Optional<OpenUpload> find(AccountId account, UploadId id) {
    byte[] value = store.get(key('u', account, id));
    return value == null ? Optional.empty() : Optional.of(OpenUpload.decode(id, value));
  }

  /// @throws io.tsubame.application.Overloaded where there are too many
  void put(AccountId account, OpenUpload upload) {
    store.put(key('u', account, upload.id()), upload.encode(), rest(upload));
  }

  void announce(AccountId account, OpenUpload upload, int part, String sha256) {
    store.put(partKey(account, upload.id(), part), HexFormat.of().parseHex(sha256), rest(upload));
  }

  /// The checksums of all parts; null for those that were not announced.
  List<@Nullable String> announced(AccountId account, OpenUpload upload) {
    List<@Nullable String> sums = new ArrayList<>();
    for (int part = 1; part <= upload.layout().parts(); part++) {
      byte[] sum = store.get(partKey(account, upload.id(), part));
      sums.add(sum == null ? null : HexFormat.of().formatHex(sum));
    }
    return sums;
  }

  void forget(AccountId account, UploadId id) {
    store.delete(key('u', account, id));
    store.deleteByPrefix(key('U', account, id));
  }

  private Duration rest(OpenUpload upload) {
    Duration rest = Duration.between(clock.instant(), upload.expiresAt());
    return rest.isPositive() ? rest : Duration.ofMillis(1);
  }

  private static byte[] partKey(AccountId account, UploadId id, int part) {
    byte[] prefix = key('U', account, id);
    return ByteBuffer.allocate(prefix.length + Integer.BYTES).put(prefix).putInt(part).array();
  }

  private static byte[] key(char kind, AccountId account, UploadId id) {
    byte[] name = id.value().getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(1 + Integer.BYTES + name.length)
        .put((byte) kind)
        .putInt(account.value())
        .put(name)
        .array();
  }
}
