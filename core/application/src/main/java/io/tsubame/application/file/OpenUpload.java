package io.tsubame.application.file;

import io.tsubame.application.blob.Layout;
import io.tsubame.application.blob.Upload;
import io.tsubame.domain.RoomId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// What is remembered of an upload until it is over.
///
/// @param storeName by which the blob store knows it
/// @param attempt the name of the command that attaches the file; empty before
public record OpenUpload(
    UploadId id,
    RoomId room,
    String name,
    Layout layout,
    String storeName,
    String attempt,
    Instant expiresAt) {

  Upload upload() {
    return new Upload(id.key(), storeName, layout);
  }

  OpenUpload attachedBy(String command) {
    return new OpenUpload(id, room, name, layout, storeName, command, expiresAt);
  }

  byte[] encode() {
    byte[][] texts = {utf8(name), utf8(storeName), utf8(attempt)};
    int length = 3 * Integer.BYTES;
    for (byte[] text : texts) {
      length += text.length;
    }
    ByteBuffer out =
        ByteBuffer.allocate(Integer.BYTES + 3 * Long.BYTES + length)
            .putInt(room.value())
            .putLong(layout.size())
            .putLong(layout.partSize())
            .putLong(expiresAt.toEpochMilli());
    for (byte[] text : texts) {
      out.putInt(text.length).put(text);
    }
    return out.array();
  }

  static OpenUpload decode(UploadId id, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    RoomId room = new RoomId(in.getInt());
    Layout layout = new Layout(in.getLong(), in.getLong());
    Instant expires = Instant.ofEpochMilli(in.getLong());
    return new OpenUpload(id, room, text(in), layout, text(in), text(in), expires);
  }

  private static String text(ByteBuffer in) {
    byte[] text = new byte[in.getInt()];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
