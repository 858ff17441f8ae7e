package io.tsubame.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import io.tsubame.api.Request.Origin;
import io.tsubame.api.Request.Variables;
import io.tsubame.domain.AccountId;
import io.tsubame.testkit.InMemorySessionStore;
import io.tsubame.testkit.ManualClock;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ReplayTest {
  private final Replay replay = new Replay(new InMemorySessionStore(new ManualClock(), 100));

  private static IdempotencyKey key(String path) {
    RequestHeaders headers =
        RequestHeaders.builder(HttpMethod.PUT, path).add(IdempotencyKey.HEADER, "attempt").build();
    Origin origin = new Origin(InetAddress.getLoopbackAddress(), "", new AccountId(1));
    Request request =
        new Request(HttpMethod.PUT, path, null, headers, new byte[0], Variables.NONE, origin);
    return Objects.requireNonNull(IdempotencyKey.of(request));
  }

  private static Response answer(String text) {
    return Response.bytes(200, "application/json", text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("[V4] a repetition gets the first answer")
  void repeated() {
    assertThat(text(replay.once(key("/a"), () -> answer("first")))).isEqualTo("first");
    assertThat(text(replay.once(key("/a"), () -> answer("second")))).isEqualTo("first");
  }

  @Test
  @DisplayName("[V4] of two answers made at once, the one that was kept first counts for both")
  void overtaken() {
    Response slow =
        replay.once(
            key("/a"),
            () -> {
              assertThat(text(replay.once(key("/a"), () -> answer("quick")))).isEqualTo("quick");
              return answer("slow");
            });
    assertThat(text(slow)).isEqualTo("quick");
    assertThat(text(replay.once(key("/a"), () -> answer("later")))).isEqualTo("quick");
  }

  @Test
  @DisplayName(
      "[V4] what was done is not refused because another request has taken the key by then")
  void overtakenByAnother() {
    Response slow =
        replay.once(
            key("/a"),
            () -> {
              Response _ = replay.once(key("/b"), () -> answer("quick"));
              return answer("slow");
            });
    assertThat(text(slow)).isEqualTo("slow");
    assertThatThrownBy(() -> replay.once(key("/a"), () -> answer("later")))
        .isInstanceOf(Refusal.class);
  }
}
