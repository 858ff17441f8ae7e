package io.tsubame.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.websocket.WebSocket;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import com.linecorp.armeria.common.websocket.WebSocketFrameType;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import io.tsubame.application.live.Frame;
import io.tsubame.domain.AccountId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class WriteTurnsTest {
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final WriteTurns turns = new WriteTurns(tasks::add);

  @Test
  void wakesTheLoopOnceForAllConnections() {
    List<WebSocketWriter> writers = Stream.generate(WebSocket::streaming).limit(3).toList();
    List<StreamConnection> connections = writers.stream().map(this::connection).toList();

    connections.forEach(connection -> connection.greet(frame("one")));
    connections.forEach(connection -> connection.send(frame("two")));
    assertThat(tasks).hasSize(1);
    runAll();

    for (int each = 0; each < writers.size(); each++) {
      connections.get(each).closedByClient();
      assertThat(texts(writers.get(each))).containsExactly("one", "two");
    }
  }

  @Test
  void comesToAllHoweverManyThereAre() {
    List<WebSocketWriter> writers = Stream.generate(WebSocket::streaming).limit(1_000).toList();
    List<StreamConnection> connections = writers.stream().map(this::connection).toList();

    connections.forEach(connection -> connection.greet(frame("one")));
    assertThat(tasks).hasSize(1);
    tasks.remove().run();
    assertThat(tasks).as("other tasks of the loop come between").hasSize(1);
    runAll();
    connections.forEach(StreamConnection::closedByClient);

    assertThat(writers).allSatisfy(writer -> assertThat(texts(writer)).containsExactly("one"));
  }

  @Test
  void isNoFaultOfTheSenderWhereTheLoopHasEnded() {
    WriteTurns ended =
        new WriteTurns(task -> {
          throw new RejectedExecutionException();
        });
    StreamConnection connection =
        new StreamConnection(new AccountId(1), WebSocket.streaming(), ended, StreamLimits.DEFAULT);

    IntStream.range(0, 3).forEach(_ -> connection.greet(frame("one")));

    assertThat(connection.isOpen()).isTrue();
  }

  private StreamConnection connection(WebSocketWriter writer) {
    return new StreamConnection(new AccountId(1), writer, turns, StreamLimits.DEFAULT);
  }

  private void runAll() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private static Frame frame(String text) {
    return new Frame(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> texts(WebSocketWriter writer) {
    return writer.collect().join().stream()
        .filter(frame -> frame.type() == WebSocketFrameType.TEXT)
        .map(WebSocketFrame::text)
        .toList();
  }
}
