package io.tsubame.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tsubame.api.Request.Origin;
import io.tsubame.api.Request.Variables;
import io.tsubame.api.web.WebClient;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebClientTest {
  private static final Map<String, String> BUILT =
      Map.of(
          "web/files.txt", "index.html\nsw.js\nassets/a-1f.js\nassets/a-1f.js.gz\n",
          "web/index.html", "the page",
          "web/sw.js", "the worker",
          "web/assets/a-1f.js", "the script",
          "web/assets/a-1f.js.gz", "the compressed script");

  private final Dispatcher server = server(BUILT);

  @ParameterizedTest
  @ValueSource(strings = {"/", "/rooms/64", "/rooms/64/274877906945", "/g/code", "/sign-up/code"})
  @DisplayName(
      "[W1] every address of the client gives its page, which is asked for again each time")
  void page(String path) {
    Response response = get(server, path, "");
    assertThat(response.status()).isEqualTo(200);
    assertThat(text(response)).isEqualTo("the page");
    assertThat(response.headers().get("content-type")).startsWith("text/html");
    assertThat(server.headers(path).get("cache-control")).isEqualTo("no-cache");
  }

  @Test
  @DisplayName("[W2] what has a hash in its name is kept for ever, and sent compressed")
  void assets() {
    Response plain = get(server, "/assets/a-1f.js", "");
    assertThat(text(plain)).isEqualTo("the script");
    assertThat(plain.headers().get("cache-control")).contains("immutable");
    Response compressed = get(server, "/assets/a-1f.js", "gzip, deflate, br");
    assertThat(text(compressed)).isEqualTo("the compressed script");
    assertThat(compressed.headers().get("content-encoding")).isEqualTo("gzip");
    assertThat(compressed.headers().get("vary")).isEqualTo("accept-encoding");
  }

  @Test
  @DisplayName("[W3] the page runs nothing that does not come from the server's own files")
  void policy() {
    assertThat(server.headers("/").get("content-security-policy"))
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
        .doesNotContain("unsafe");
  }

  @Test
  @DisplayName("[W4] an address that nobody knows is not found, and shows the page")
  void lost() {
    Response response = get(server, "/nowhere", "");
    assertThat(response.status()).isEqualTo(404);
    assertThat(text(response)).isEqualTo("the page");
  }

  @Test
  @DisplayName("[W5] a server without the client says so, and serves everything else")
  void notBuilt() {
    Dispatcher bare = server(Map.of());
    assertThat(text(get(bare, "/", ""))).contains("not built");
    assertThat(get(bare, "/nowhere", "").status()).isEqualTo(404);
  }

  private static Dispatcher server(Map<String, String> resources) {
    ClassLoader loader =
        new ClassLoader(null) {
          @Override
          public @Nullable InputStream getResourceAsStream(String name) {
            String content = resources.get(name);
            return content == null
                ? null
                : new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
          }
        };
    return new Dispatcher(List.of(WebClient.area(loader)), new SimpleMeterRegistry());
  }

  private static Response get(Dispatcher server, String path, String accepted) {
    return server.answer(
        new Request(
            HttpMethod.GET,
            path,
            null,
            RequestHeaders.of(HttpMethod.GET, path, "accept-encoding", accepted),
            new byte[0],
            Variables.NONE,
            new Origin(InetAddress.getLoopbackAddress(), "http://localhost", null)));
  }

  private static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
