package io.tsubame.application.view;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an account signs in with, only as hashes.
///
/// @param active whether it may sign in at all
/// @param passwordHash null where it cannot sign in by password
/// @param apiTokenHashes SHA-256 in lower-case hexadecimal digits
public record CredentialsRow(
    boolean active, @Nullable String passwordHash, List<String> apiTokenHashes) {
  private static final int FORMAT = 1;

  public CredentialsRow {
    apiTokenHashes = List.copyOf(apiTokenHashes);
  }

  public byte[] encode() {
    RowWriter out =
        new RowWriter(FORMAT).flag(active).optionalText(passwordHash).number(apiTokenHashes.size());
    apiTokenHashes.forEach(out::text);
    return out.bytes();
  }

  public static CredentialsRow decode(byte[] bytes) {
    RowReader in = new RowReader(Table.CREDENTIALS, bytes, FORMAT);
    return in.end(new CredentialsRow(in.flag(), in.optionalText(), in.list(in::text)));
  }

  public CredentialsRow withActive(boolean newActive) {
    return new CredentialsRow(newActive, passwordHash, apiTokenHashes);
  }

  public CredentialsRow withPassword(String hash) {
    return new CredentialsRow(active, hash, apiTokenHashes);
  }

  public CredentialsRow withToken(String hash) {
    List<String> hashes = new ArrayList<>(apiTokenHashes);
    hashes.remove(hash);
    hashes.add(hash);
    return new CredentialsRow(active, passwordHash, hashes);
  }

  public CredentialsRow withoutToken(String hash) {
    List<String> hashes = new ArrayList<>(apiTokenHashes);
    hashes.remove(hash);
    return new CredentialsRow(active, passwordHash, hashes);
  }
}
