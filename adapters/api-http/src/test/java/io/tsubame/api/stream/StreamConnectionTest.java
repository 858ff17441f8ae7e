package io.tsubame.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.websocket.WebSocket;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import com.linecorp.armeria.common.websocket.WebSocketFrameType;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import io.tsubame.application.live.Frame;
import io.tsubame.domain.AccountId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class StreamConnectionTest {
  private final WebSocketWriter writer = WebSocket.streaming();
  private final StreamConnection connection =
      new StreamConnection(
          new AccountId(1), writer, new WriteTurns(Runnable::run), StreamLimits.DEFAULT);

  @Test
  @DisplayName("[LS2] the first frame is hello, whatever is sent to the account before")
  void helloFirst() {
    connection.send(frame("early"));
    connection.send(frame("soon"));
    connection.greet(frame("hello"));
    connection.closedByClient();

    assertThat(
            writer.collect().join().stream()
                .filter(frame -> frame.type() == WebSocketFrameType.TEXT)
                .map(WebSocketFrame::text))
        .containsExactly("hello", "early", "soon");
  }

  @Test
  @DisplayName("[LS14] what waits for hello is bounded")
  void waitsForHello() {
    for (int n = 0; n <= StreamLimits.DEFAULT.queuedFrames(); n++) {
      connection.send(frame("early"));
    }

    assertThat(connection.isOpen()).isFalse();
  }

  private static Frame frame(String text) {
    return new Frame(text.getBytes(StandardCharsets.UTF_8));
  }
}
