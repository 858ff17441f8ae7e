package io.tsubame.server.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.api.ServerLimits;
import io.tsubame.server.Person;
import io.tsubame.server.TestServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Files that were made to do harm, sent to a whole server: it goes on, looks into each once, and
/// hands out none of them as something that acts in a browser.
final class HostileFilesTest {
  private TestServer server;
  private Person ann;
  private V1Files files;

  @BeforeEach
  void start() {
    server = new TestServer(ServerLimits.DEFAULT.withoutRates());
    ann = server.person("Ann", server.organization("Swift"));
    files = new V1Files(server.url(), ann, ann.myRoom().value());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  @DisplayName("[FL40][FL51][FL53] bombs, polyglots, fragments and pages harm nothing")
  void corpus() throws IOException {
    List<JsonNode> sent = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : hostile().entrySet()) {
      sent.add(files.upload(file.getKey(), file.getValue()));
    }
    JsonNode good = files.upload("good.png", png());
    for (JsonNode file : sent) {
      await(() -> !files.current(file).path("state").asText().equals("new"));
      assertThat(files.current(file).path("state").asText()).isEqualTo("fine");
      for (String as : new String[] {"content", "content?as=saved"}) {
        safe(files.fetch(file, as));
      }
    }
    await(() -> files.current(good).path("preview").asText().equals("picture"));
    assertThat(files.call("GET", "/health/ready", null).statusCode()).isEqualTo(200);
    assertThat(ann.api().post("/rooms/" + ann.myRoom() + "/messages", "body", "on").status())
        .isEqualTo(200);
  }

  @Test
  @DisplayName("[PT3] a portrait is a picture and nothing else, whatever was sent")
  void portraits() throws IOException {
    Map<String, byte[]> sent = hostile();
    sent.put("bomb.png", bomb());
    for (Map.Entry<String, byte[]> file : sent.entrySet()) {
      assertThat(portray(file.getValue()).statusCode()).as(file.getKey()).isEqualTo(400);
    }
    byte[] script = text("<script>alert(1)</script>");
    byte[] polyglot = Arrays.copyOf(png(), png().length + script.length);
    System.arraycopy(script, 0, polyglot, png().length, script.length);
    assertThat(portray(polyglot).statusCode()).isEqualTo(200);

    String address = ann.api().get("/me").json().path("avatar_image_url").textValue();
    assertThat(address).startsWith(server.url() + "/v1/people/" + ann.id());
    HttpResponse<byte[]> seen = files.call("GET", address.substring(server.url().length()), null);
    assertThat(seen.statusCode()).isEqualTo(200);
    assertThat(seen.headers().firstValue("content-type")).contains("image/jpeg");
    assertThat(seen.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(new String(seen.body(), StandardCharsets.ISO_8859_1)).doesNotContain("script");
    assertThat(ImageIO.read(new ByteArrayInputStream(seen.body())).getWidth()).isEqualTo(9);
  }

  private HttpResponse<byte[]> portray(byte[] picture) {
    String image = Base64.getEncoder().encodeToString(picture);
    return files.call("PUT", "/v1/me/portrait", "{\"image\":\"%s\"}".formatted(image));
  }

  /// 20,000 by 20,000 pixels of nothing, in a few hundred kilobytes.
  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(rows, new Deflater(Deflater.BEST_COMPRESSION))) {
      byte[] row = new byte[1 + 20_000];
      for (int y = 0; y < 20_000; y++) {
        out.write(row);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    ByteBuffer size = ByteBuffer.allocate(13).putInt(20_000).putInt(20_000);
    png.write(chunk("IHDR", size.put(new byte[] {8, 0, 0, 0, 0}).array()));
    png.write(chunk("IDAT", rows.toByteArray()));
    png.write(chunk("IEND", new byte[0]));
    return png.toByteArray();
  }

  private static byte[] chunk(String name, byte[] content) {
    byte[] data =
        ByteBuffer.allocate(4 + content.length)
            .put(name.getBytes(StandardCharsets.US_ASCII))
            .put(content)
            .array();
    CRC32 sum = new CRC32();
    sum.update(data);
    return ByteBuffer.allocate(4 + data.length + 4)
        .putInt(content.length)
        .put(data)
        .putInt((int) sum.getValue())
        .array();
  }

  @Test
  @DisplayName("[FL43] names mislead nobody, and break no header")
  void names() {
    for (String name :
        new String[] {
          "photo_\u202egpj.exe",
          "a\nSet-Cookie: x=1\r\n",
          "\u0000.png",
          "\u2066..\u2069",
          "x".repeat(255)
        }) {
      String json = name.replace("\n", "\\n").replace("\r", "\\r").replace("\u0000", "\\u0000");
      JsonNode file = files.upload(json, new byte[] {1});
      assertThat(file.path("name").asText())
          .doesNotContain("\u202e", "\u2066", "\n", "\r", "\u0000")
          .hasSameSizeAs(name);
      HttpResponse<byte[]> answer = files.fetch(file, "content?as=saved");
      assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
      assertThat(answer.headers().firstValue("content-disposition").orElse(""))
          .startsWith("attachment; filename=\"");
    }
  }

  private static void safe(HttpResponse<byte[]> answer) {
    HttpHeaders headers = answer.headers();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(headers.firstValue("x-content-type-options")).contains("nosniff");
    assertThat(headers.firstValue("content-security-policy").orElse(""))
        .contains("default-src 'none'", "sandbox");
    String type = headers.firstValue("content-type").orElse("");
    boolean shown = headers.firstValue("content-disposition").orElse("").startsWith("inline");
    assertThat(type)
        .isIn("application/octet-stream", "image/png", "image/gif", "image/jpeg", "image/webp");
    assertThat(shown && type.equals("application/octet-stream")).isFalse();
  }

  private static Map<String, byte[]> hostile() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("page.png", text("<!doctype html><script>alert(1)</script>"));
    files.put("drawing.svg", text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"));
    files.put("polyglot.gif", text("GIF89a/*<script>alert(1)</script>*/=alert(1)//"));
    files.put("polyglot.pdf", text("%PDF-1.4 <html><script>alert(1)</script>"));
    files.put("laughs.xml", text(laughs()));
    files.put("giant.png", header(60_000, 60_000));
    files.put("negative.png", header(-1, -1));
    files.put("cut.jpg", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe1, 0, 8});
    files.put("deep.pdf", text("%PDF-1.4\n" + "[".repeat(50_000)));
    files.put("bomb.zip", zip(50 << 20));
    byte[] noise = new byte[10_000];
    new Random(3).nextBytes(noise);
    files.put("noise.webp", noise);
    return files;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String laughs() {
    StringBuilder xml = new StringBuilder("<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'ha'>");
    for (char name = 'b'; name < 'z'; name++) {
      String before = "&" + (char) (name - 1) + ";";
      xml.append("<!ENTITY ").append(name).append(" '").append(before.repeat(10)).append("'>");
    }
    return xml.append("]><l>&y;</l>").toString();
  }

  private static byte[] zip(int length) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("../../zeros"));
      zip.write(new byte[length]);
    }
    return out.toByteArray();
  }

  private static byte[] header(int width, int height) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    ByteBuffer size = ByteBuffer.allocate(13).putInt(width).putInt(height);
    png.write(chunk("IHDR", size.put(new byte[] {8, 6, 0, 0, 0}).array()));
    return png.toByteArray();
  }

  private static byte[] png() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB), "png", out);
    return out.toByteArray();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
