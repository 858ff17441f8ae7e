package io.tsubame.server.v2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.domain.OrganizationId;
import io.tsubame.server.Caller.Reply;
import io.tsubame.server.Person;
import io.tsubame.server.TestServer;
import io.tsubame.server.TsubameExtension;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `/rooms/{room_id}/files` of `docs/spec/files.md`.
@ExtendWith(TsubameExtension.class)
final class FilesTest {
  /// The operations whose permissions are checked here, since they need bodies in parts.
  static final Set<String> CHECKED =
      Set.of("GET /rooms/{}/files", "GET /rooms/{}/files/{}", "POST /rooms/{}/files");

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String BOUNDARY = "----nest";

  private final TestServer server;
  private final Person ann;
  private final Person bob;
  private final int room;
  private final String path;

  FilesTest(TestServer server) {
    this.server = server;
    OrganizationId swift = server.organization("Swift");
    ann = server.person("Ann", swift);
    bob = server.person("Bob", swift);
    room = Rooms.create(ann, "Plans", bob);
    server.awaitSeen(ann);
    path = "/rooms/" + room + "/files";
  }

  @AfterAll
  static void stop() {
    HTTP.close();
  }

  @Test
  @DisplayName("[FL4][FL5] an upload is a message with a file, which lists and one answer show")
  void upload() {
    assertThat(bob.api().get(path).status()).isEqualTo(204);
    byte[] content = bytes(100_000);
    int file = upload("見積 1.bin", content, "どうぞ [To:" + bob.number() + "]");

    JsonNode one = bob.api().get(path + "/" + file).json();
    assertThat(one.fieldNames())
        .toIterable()
        .containsExactly("file_id", "account", "message_id", "filename", "filesize", "upload_time");
    assertThat(one.path("filename").textValue()).isEqualTo("見積 1.bin");
    assertThat(one.path("filesize").intValue()).isEqualTo(100_000);
    assertThat(one.at("/account/name").textValue()).isEqualTo("Ann");
    assertThat(bob.api().get(path).json()).containsExactly(one);
    assertThat(bob.api().get(path + "?account_id=" + ann.number()).json()).containsExactly(one);
    assertThat(bob.api().get(path + "?account_id=" + bob.number()).status()).isEqualTo(204);
    String message = "/rooms/" + room + "/messages/" + one.path("message_id").textValue();
    assertThat(bob.api().get(message).json().path("body").textValue())
        .isEqualTo(
            "[info][title][dtext:file_uploaded][/title][download:%d]見積 1.bin (97.66 KB)[/download][/info]どうぞ [To:%s]"
                .formatted(file, bob.number()));
    assertThat(bob.api().get("/rooms/" + room).json().path("file_num").intValue()).isEqualTo(1);
    assertThat(bob.api().get("/rooms/" + room).json().path("mention_num").intValue()).isEqualTo(1);
  }

  @Test
  @DisplayName("[FL31] a download URL gives the bytes to whoever has it")
  void download() {
    byte[] content = bytes(300_000);
    int file = upload("a.bin", content, "");
    long before = System.currentTimeMillis();
    String url =
        bob.api()
            .get(path + "/" + file + "?create_download_url=1")
            .json()
            .path("download_url")
            .textValue();
    assertThat(url).startsWith(server.url() + "/blobs/");
    Matcher expires = Pattern.compile("expires=([0-9]+)").matcher(url);
    assertThat(expires.find()).isTrue();
    assertThat(Long.parseLong(expires.group(1)) - 30_000)
        .isBetween(before, System.currentTimeMillis());

    HttpResponse<byte[]> whole = fetch(url, "");
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(content);
    assertThat(whole.headers().firstValue("content-disposition"))
        .contains("attachment; filename=\"a.bin\"; filename*=UTF-8''a.bin");
    assertThat(whole.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(whole.headers().firstValue("content-security-policy").orElse(""))
        .contains("default-src 'none'", "sandbox");
    assertThat(whole.headers().firstValue("set-cookie")).isEmpty();

    HttpResponse<byte[]> part = fetch(url, "bytes=299990-");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(content, 299_990, 300_000));
    assertThat(part.headers().firstValue("content-range")).contains("bytes 299990-299999/300000");
    assertThat(fetch(url, "bytes=-5").body()).hasSize(5);
    assertThat(fetch(url, "bytes=300000-").statusCode()).isEqualTo(416);
    assertThat(fetch(url + "0", "").statusCode()).isEqualTo(403);
    assertThat(fetch(url.replace("shown=0", "shown=1"), "").statusCode()).isEqualTo(403);
  }

  @Test
  @DisplayName("[FL40] what could act in a browser is saved, never shown")
  void activeContent() {
    byte[] page = "<!doctype html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
    int file = upload("picture.png", page, "");
    String url =
        bob.api()
            .get(path + "/" + file + "?create_download_url=1")
            .json()
            .path("download_url")
            .textValue();
    HttpResponse<byte[]> answer = fetch(url, "");
    assertThat(answer.headers().firstValue("content-type")).contains("application/octet-stream");
    assertThat(answer.headers().firstValue("content-disposition").orElse(""))
        .startsWith("attachment");
  }

  @Test
  @DisplayName("[FL30] a body without a length, with unknown fields and a raw UTF-8 name is read")
  void chunked() {
    byte[] body =
        form(
            field("file_name", "ignored"),
            file("file", "名前.txt", "abc".getBytes(StandardCharsets.UTF_8)),
            field("message", "hi"));
    Reply reply =
        ann.api()
            .send(
                "POST",
                path,
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
                List.of("content-type", "multipart/form-data; boundary=" + BOUNDARY));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    int id = reply.json().path("file_id").intValue();
    assertThat(ann.api().get(path + "/" + id).json().path("filename").textValue())
        .isEqualTo("名前.txt");
  }

  @ParameterizedTest
  @DisplayName("[FL30] names in every form that clients send")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "filename=\"a b.txt\" | a b.txt",
        "filename=plain.txt | plain.txt",
        "filename=\"C:\\dir\\x.txt\" | x.txt",
        "filename=\"../../etc/passwd\" | passwd",
        "filename=\"say \\\"hi\\\".txt\" | say \"hi\".txt",
        "filename=\"x.txt\"; filename*=UTF-8''%E5%B7%A3.txt | 巣.txt",
        "filename=\"a;b.txt\" | a;b.txt",
        "filename=\"\" | file",
        "filename=\"[toall].txt\" | [toall].txt",
      })
  void names(String parameter, String expected) {
    String head = "Content-Disposition: form-data; name=\"file\"; " + parameter + "\r\n\r\n";
    Reply reply = post(form((head + "x").getBytes(StandardCharsets.UTF_8)));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    int id = reply.json().path("file_id").intValue();
    assertThat(ann.api().get(path + "/" + id).json().path("filename").textValue())
        .isEqualTo(expected);
  }

  @Test
  @DisplayName("[FL30] five megabytes are taken, one byte more is not")
  void largest() {
    byte[] content = bytes(5 * 1024 * 1024);
    int file = upload("large.bin", content, "");
    assertThat(ann.api().get(path + "/" + file).json().path("filesize").intValue())
        .isEqualTo(content.length);
    Reply refused = post(form(file("file", "x", Arrays.copyOf(content, content.length + 1))));
    assertThat(refused.status()).isEqualTo(413);
  }

  @ParameterizedTest
  @DisplayName("[FL30] bodies that are no form are refused, whatever they are")
  @ValueSource(
      strings = {
        "",
        "--" + BOUNDARY,
        "--" + BOUNDARY + "--",
        "--" + BOUNDARY + "\r\n",
        "--"
            + BOUNDARY
            + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n",
        "--" + BOUNDARY + "\r\nX: y\r\n\r\nabc\r\n--" + BOUNDARY + "--\r\n",
        "--" + BOUNDARY + "\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--" + BOUNDARY + "--",
        "--" + BOUNDARY + "x\r\n\r\n\r\n--" + BOUNDARY + "--\r\n",
        "no boundary at all",
      })
  void hostileBodies(String body) {
    Reply reply = post(body.getBytes(StandardCharsets.UTF_8));
    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(reply.error()).isNotEmpty();
  }

  @Test
  @DisplayName("[FL30] endless headers, many parts and other types are refused")
  void bounds() {
    byte[] headers = ("X: " + "y".repeat(20_000)).getBytes(StandardCharsets.UTF_8);
    assertThat(post(form(headers)).status()).isEqualTo(400);
    byte[][] many = new byte[40][];
    Arrays.fill(many, field("x", "y"));
    assertThat(post(form(many)).status()).isEqualTo(400);
    assertThat(post(form(field("file", "no file name"))).status()).isEqualTo(400);
    assertThat(post(form(file("file", "empty", new byte[0]))).status()).isEqualTo(400);
    assertThat(ann.api().post(path, "file", "x").status()).isEqualTo(400);
  }

  @Test
  @DisplayName("[FL6] who is not in the room, or may not send, is refused")
  void permission() {
    Person other = server.person("Other", server.organization("Other"));
    int file = upload("a", bytes(3), "");
    byte[] form = form(file("file", "b", bytes(3)));
    assertThat(post(other, form).status()).isEqualTo(403);
    assertThat(other.api().get(path + "/" + file).status()).isEqualTo(403);
    assertThat(other.api().get(path).status()).isEqualTo(403);
    assertThat(ann.api().get(path + "/2147483647").status()).isEqualTo(404);
    ann.api()
        .put(
            "/rooms/" + room + "/members",
            "members_admin_ids",
            ann.number(),
            "members_readonly_ids",
            bob.number());
    server.awaitSeen(ann);
    assertThat(post(bob, form).status()).isEqualTo(403);
    assertThat(bob.api().get(path + "/" + file).status()).isEqualTo(200);
  }

  @Test
  @DisplayName("[A10] a repeated upload is one file")
  void repeated() {
    byte[] form = form(file("file", "a", bytes(10)));
    List<String> headers =
        List.of(
            "content-type",
            "multipart/form-data; boundary=" + BOUNDARY,
            "idempotency-key",
            "upload-1");
    Reply first = ann.api().send("POST", path, BodyPublishers.ofByteArray(form), headers);
    Reply second = ann.api().send("POST", path, BodyPublishers.ofByteArray(form), headers);
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(ann.api().get(path).json()).hasSize(1);
  }

  private int upload(String name, byte[] content, String message) {
    byte[] form =
        message.isEmpty()
            ? form(file("file", name, content))
            : form(file("file", name, content), field("message", message));
    Reply reply = post(form);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    server.awaitSeen(ann);
    return reply.json().path("file_id").intValue();
  }

  private Reply post(byte[] form) {
    return post(ann, form);
  }

  private Reply post(Person sender, byte[] form) {
    return sender
        .api()
        .send(
            "POST",
            path,
            BodyPublishers.ofByteArray(form),
            List.of("content-type", "multipart/form-data; boundary=" + BOUNDARY));
  }

  private static HttpResponse<byte[]> fetch(String url, String range) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (!range.isEmpty()) {
      request.header("range", range);
    }
    try {
      return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(url, e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private static byte[] field(String name, String value) {
    String head = "Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n";
    return (head + value).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] file(String name, String fileName, byte[] content) {
    String head =
        "Content-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: a/b\r\n\r\n"
            .formatted(name, fileName);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] form(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(("--" + BOUNDARY + "\r\n").getBytes(StandardCharsets.UTF_8));
      out.writeBytes(part);
      out.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    out.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }
}
