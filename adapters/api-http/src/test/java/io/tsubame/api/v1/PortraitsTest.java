package io.tsubame.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.api.v1.Client.Answer;
import io.tsubame.application.file.Portraits;
import io.tsubame.domain.BlobKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The pictures that people send of themselves: rules PT1 to PT5.
final class PortraitsTest {
  private V1World world;
  private Client ann;

  @BeforeEach
  void open() {
    world = new V1World();
    ann = world.person(world.organization("Here"), "ann");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Answer send(String picture) {
    String image =
        Base64.getEncoder().encodeToString(picture.getBytes(StandardCharsets.ISO_8859_1));
    return ann.put("/v1/me/portrait", "{\"image\":\"%s\"}".formatted(image));
  }

  @Test
  @DisplayName("[PT1] others see the portrait at its address, which keeps it for ever")
  void seen() {
    String address = send("PNG one").is(200).text("avatar_url");
    Client bob = world.person(world.organization("Elsewhere"), "bob");
    Answer seen = bob.get(address).is(200);
    assertThat(seen.raw().body()).isEqualTo("PNG one");
    assertThat(seen.raw().headers().map())
        .containsEntry("content-type", List.of("image/jpeg"))
        .containsEntry("x-content-type-options", List.of("nosniff"))
        .containsEntry("cache-control", List.of("private, max-age=31536000, immutable"));
    assertThat(seen.raw().headers().firstValue("content-security-policy").orElseThrow())
        .contains("default-src 'none'", "sandbox");
    assertThat(ann.get("/v1/people/" + ann.account()).text("avatar_url")).isEqualTo(address);
    world.stranger().get(address).is(401);
  }

  @Test
  @DisplayName("[PT2] what was shown before is shown no more, and its bytes are gone")
  void replaced() {
    Answer first = send("PNG one");
    String second = send("PNG two").is(200).text("avatar_url");
    assertThat(second).isNotEqualTo(first.text("avatar_url"));
    ann.get(first.text("avatar_url")).is(404);
    assertThat(world.blobs.find(new BlobKey(first.text("avatar")))).isEmpty();

    Answer removed = ann.patch("/v1/me", "{\"avatar\":\"\"}").is(200);
    assertThat(removed.text("avatar_url")).startsWith("/avatars/");
    ann.get(second).is(404);
  }

  @Test
  @DisplayName("[PT2] a portrait is seen at its own person only")
  void ofOthers() {
    String address = send("PNG").is(200).text("avatar_url");
    Client bob = world.person(world.organization("Elsewhere"), "bob");
    bob.get(address.replace("/" + ann.account() + "/", "/" + bob.account() + "/")).is(404);
    bob.get(address + "x").is(404);
  }

  @ParameterizedTest(name = "[PT3] {0} is no portrait")
  @ValueSource(strings = {"GIF of another kind", "P that cannot be drawn", "<svg/>"})
  void refused(String bytes) {
    String before = ann.get("/v1/me").text("avatar_url");
    send(bytes).is(400, "not-a-portrait");
    assertThat(ann.get("/v1/me").text("avatar_url")).isEqualTo(before);
  }

  @Test
  @DisplayName("[PT3] what is too long, or no Base64, is told")
  void malformed() {
    send("PNG" + "x".repeat(Portraits.MAX_BYTES)).is(400);
    send("PNG" + "x".repeat(Portraits.MAX_BYTES - 3)).is(200);
    ann.put("/v1/me/portrait", "{\"image\":\"?\"}").is(400, "parameter-invalid");
    ann.put("/v1/me/portrait", "{}").is(400);
  }

  @Test
  @DisplayName("[PT4] nobody names bytes of others, or of files, as their avatar")
  void foreign() {
    String key = send("PNG").is(200).text("avatar");
    Client bob = world.person(world.organization("Elsewhere"), "bob");
    for (String avatar : new String[] {key, "20260401/" + "a".repeat(32), "1234", "x", "-1"}) {
      bob.patch("/v1/me", "{\"avatar\":\"%s\"}".formatted(avatar)).is(400, "parameter-invalid");
    }
    // Clients that send the whole profile send what is shown already.
    ann.patch("/v1/me", "{\"avatar\":\"%s\",\"title\":\"Buyer\"}".formatted(key)).is(200);
    ann.patch("/v1/me", "{\"avatar\":\"11\"}").is(200);
  }

  @Test
  @DisplayName("[PT5] a repeated call shows the portrait of the first time")
  void repeated() {
    Client keyed = ann.with("idempotency-key", "once");
    String body = "{\"image\":\"UE5H\"}";
    String address = keyed.put("/v1/me/portrait", body).is(200).text("avatar_url");
    assertThat(keyed.put("/v1/me/portrait", body).is(200).text("avatar_url")).isEqualTo(address);
    ann.get(address).is(200);
  }
}
