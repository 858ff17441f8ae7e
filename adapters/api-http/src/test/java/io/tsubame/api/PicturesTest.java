package io.tsubame.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tsubame.api.Request.Origin;
import io.tsubame.api.Request.Variables;
import io.tsubame.application.query.PersonView;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.Profile;
import io.tsubame.domain.room.IconPreset;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PicturesTest {
  private final Dispatcher server =
      new Dispatcher(List.of(new Pictures().area(), Avatars.area()), new SimpleMeterRegistry());

  @ParameterizedTest
  @EnumSource(IconPreset.class)
  @DisplayName("[A8] every icon is a PNG picture with something drawn on it")
  void icons(IconPreset preset) throws IOException {
    String url = Pictures.icon("", preset);
    assertThat(url).matches("/img/icon/ico_[a-z]+\\.png");
    Response response = get(url);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers().get("content-type")).isEqualTo("image/png");
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(response.body()));
    assertThat(picture.getWidth()).isEqualTo(72);
    assertThat(picture.getRGB(0, 0)).isNotEqualTo(0xffffffff);
    int white = 0;
    for (int i = 0; i < 72 * 72; i++) {
      white += picture.getRGB(i % 72, i / 72) == 0xffffffff ? 1 : 0;
    }
    assertThat(white).isBetween(400, 3_000);
  }

  @ParameterizedTest(name = "[A8] the avatar of {0} shows {1}")
  @CsvSource({"yamada,y", "山田 太郎,山", "🐦 bot,🐦", "'',?", "/x,/", "'<b>',<"})
  void initials(String name, String initial) {
    Response response = get(Pictures.avatar("", person(name, "")));
    assertThat(response.headers().get("content-type")).startsWith("image/svg+xml");
    assertThat(new String(response.body(), StandardCharsets.UTF_8))
        .contains(">&#" + initial.codePointAt(0) + ";</text>");
  }

  @ParameterizedTest(name = "[A8] {0} is no picture")
  @ValueSource(
      strings = {
        "/avatars/1/ab",
        "/avatars/1/%ff",
        "/avatars/x/a",
        "/avatars/1",
        "/img/icon/ico_none.png",
        "/img/icon/..%2ficons.txt"
      })
  void hostile(String path) {
    assertThat(get(path).status()).isBetween(400, 404);
  }

  private static PersonView person(String name, String avatar) {
    return new PersonView(
        new AccountId(65),
        new RoomId(1),
        new OrganizationId(1),
        "Org",
        "",
        "a@example.com",
        Profile.named(name),
        avatar,
        "",
        true);
  }

  private Response get(String path) {
    return server.answer(
        new Request(
            HttpMethod.GET,
            path,
            null,
            RequestHeaders.of(HttpMethod.GET, path),
            new byte[0],
            Variables.NONE,
            new Origin(InetAddress.getLoopbackAddress(), "http://localhost", null)));
  }
}
