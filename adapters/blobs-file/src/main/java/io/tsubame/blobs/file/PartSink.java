package io.tsubame.blobs.file;

import static io.tsubame.blobs.file.Folders.attempt;

import io.tsubame.application.blob.ServedBlobs.Grant;
import io.tsubame.application.blob.ServedBlobs.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Takes one part, to its place in the data of its upload.
final class PartSink implements Sink {
  private final Grant.Receive grant;
  private final PartFile data;
  private final Path mark;
  private final Runnable whenClosed;
  private final MessageDigest digest;
  private long written;

  PartSink(Grant.Receive grant, PartFile data, Path mark, Runnable whenClosed) {
    this.grant = grant;
    this.data = data;
    this.mark = mark;
    this.whenClosed = whenClosed;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public void write(ByteBuffer bytes) {
    if (written + bytes.remaining() > grant.length()) {
      throw new IllegalStateException("more bytes than announced");
    }
    written += bytes.remaining();
    digest.update(bytes.duplicate());
    attempt(() -> {
      data.write(bytes);
      return data;
    });
  }

  @Override
  public boolean keep() {
    String sum = HexFormat.of().formatHex(digest.digest());
    if (written != grant.length() || !sum.equals(grant.sha256())) {
      return false;
    }
    return attempt(() -> {
      data.force();
      Files.createFile(mark);
      Folders.forceNameOf(mark);
      return true;
    });
  }

  @Override
  public void close() {
    try {
      data.close();
    } catch (IOException _) {
      // what was kept is on the disk already
    } finally {
      whenClosed.run();
    }
  }
}
