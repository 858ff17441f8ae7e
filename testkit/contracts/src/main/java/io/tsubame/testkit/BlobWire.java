package io.tsubame.testkit;

import io.tsubame.application.Overloaded;
import io.tsubame.application.blob.ServedBlobs;
import io.tsubame.application.blob.ServedBlobs.Grant;
import io.tsubame.application.blob.ServedBlobs.Sink;
import io.tsubame.application.blob.SignedUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// How a client with nothing but a signed URL reaches a blob store.
public interface BlobWire {
  /// @param disposition the header of that name, empty where there is none
  record Fetched(int status, byte[] body, String type, String disposition) {}

  /// @return the status; any of 200 to 299 is success
  int put(SignedUrl url, byte[] body);

  /// @param from where the range begins; 0 for everything
  Fetched get(SignedUrl url, long from);

  /// To a store that a server puts on the network, without the network.
  static BlobWire over(ServedBlobs blobs) {
    return new BlobWire() {
      @Override
      public int put(SignedUrl url, byte[] body) {
        return switch (check(blobs, "PUT", url)) {
          case Grant.Refused _ -> 403;
          case Grant.Give _ -> 405;
          case Grant.Receive grant when grant.length() != body.length -> 400;
          case Grant.Receive grant -> receive(blobs, grant, body);
        };
      }

      @Override
      public Fetched get(SignedUrl url, long from) {
        return switch (check(blobs, "GET", url)) {
          case Grant.Refused _ -> new Fetched(403, new byte[0], "", "");
          case Grant.Receive _ -> new Fetched(405, new byte[0], "", "");
          case Grant.Give grant -> give(blobs, grant, from);
        };
      }
    };
  }

  private static Grant check(ServedBlobs blobs, String method, SignedUrl url) {
    String[] parts = url.url().split("\\?", 2);
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : parts.length < 2 ? new String[0] : parts[1].split("&")) {
      String[] halves = pair.split("=", 2);
      query.put(
          halves[0], halves.length < 2 ? "" : URLDecoder.decode(halves[1], StandardCharsets.UTF_8));
    }
    return blobs.check(method, parts[0], query);
  }

  private static int receive(ServedBlobs blobs, Grant.Receive grant, byte[] body) {
    try (Sink sink = blobs.receive(grant)) {
      sink.write(ByteBuffer.wrap(body, 0, body.length / 2));
      sink.write(ByteBuffer.wrap(body, body.length / 2, body.length - body.length / 2));
      return sink.keep() ? 200 : 400;
    } catch (Overloaded _) {
      return 409;
    }
  }

  private static Fetched give(ServedBlobs blobs, Grant.Give grant, long from) {
    try (SeekableByteChannel channel = blobs.give(grant).orElseThrow()) {
      ByteBuffer bytes = ByteBuffer.allocate((int) (grant.size() - from));
      channel.position(from);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // until all is there
      }
      return new Fetched(
          from == 0 ? 200 : 206,
          bytes.array(),
          grant.presentation().contentType(),
          grant.presentation().contentDisposition());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
