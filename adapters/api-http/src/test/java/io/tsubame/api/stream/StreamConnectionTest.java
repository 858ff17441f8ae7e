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
    connection.send(frame("too early"));
    connection.greet(frame("hello"));
    connection.closedByClient();

    assertThat(
            writer.collect().join().stream()
                .filter(frame -> frame.type() == WebSocketFrameType.TEXT)
                .map(WebSocketFrame::text))
        .containsExactly("hello");
  }

  private static Frame frame(String text) {
    return new Frame(text.getBytes(StandardCharsets.UTF_8));
  }
}
