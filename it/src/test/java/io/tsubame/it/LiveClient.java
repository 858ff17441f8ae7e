package io.tsubame.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// One connection to the live stream, whose frames wait in order to be taken.
final class LiveClient implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final Api api;
  private final WebSocket socket;
  private volatile boolean reading = true;

  private LiveClient(Api api, String query) {
    this.api = api;
    WebSocket.Builder builder = CLIENT.newWebSocketBuilder().connectTimeout(api.patience());
    api.headers().forEach(builder::header);
    URI server = api.server();
    URI stream = URI.create("ws://" + server.getAuthority() + "/v1/stream" + query);
    try {
      socket = builder.buildAsync(stream, new Listener()).join();
    } catch (CompletionException refused) {
      throw refused.getCause() instanceof RuntimeException cause
          ? cause
          : new StreamRefused(refused.getCause());
    }
  }

  /// The upgrade was refused, or nobody answers.
  static final class StreamRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    StreamRefused(Throwable cause) {
      super(cause);
    }

    /// The status of the answer, 0 where there was none.
    int status() {
      return getCause() instanceof java.net.http.WebSocketHandshakeException handshake
          ? handshake.getResponse().statusCode()
          : 0;
    }
  }

  /// Nothing came in time.
  static final class Silence extends AssertionError {
    private static final long serialVersionUID = 1;

    Silence(String message) {
      super(message);
    }
  }

  /// Connects, and returns when the server has said hello.
  static LiveClient connect(Api api) {
    return new LiveClient(api, "").greeted();
  }

  /// Connects to go on; the caller sends what it has.
  static LiveClient reconnect(Api api) {
    return new LiveClient(api, "?resume=1").greeted();
  }

  private LiveClient greeted() {
    try {
      assertThat(take().path("type").asText()).isEqualTo("hello");
      return this;
    } catch (AssertionError silence) {
      close();
      throw silence;
    }
  }

  void send(String text) {
    try {
      socket.sendText(text, true).join();
    } catch (CompletionException lost) {
      throw new Silence("cannot send: " + lost.getCause());
    }
  }

  /// Sends, if the connection is still there.
  void trySend(String text) {
    var _ = socket.sendText(text, true).exceptionally(_ -> socket).join();
  }

  /// From now on nothing is taken from the network but what is under way.
  void stopReading() {
    reading = false;
  }

  void goOnReading() {
    reading = true;
    socket.request(1);
  }

  WebSocket socket() {
    return socket;
  }

  /// Calls of the same person at the same server.
  Api api() {
    return api;
  }

  /// The next frame; fails where none comes in time.
  JsonNode take() {
    JsonNode frame = poll(api.patience());
    if (frame == null) {
      throw new Silence("no frame; closed with " + closed.getNow(null));
    }
    return frame;
  }

  /// The next frame, null where none comes in time.
  JsonNode poll(Duration time) {
    try {
      return frames.poll(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupt);
    }
  }

  /// What came up to and with the first frame that fits.
  List<JsonNode> takeUntil(Predicate<JsonNode> last) {
    List<JsonNode> taken = new ArrayList<>();
    do {
      taken.add(take());
    } while (!last.test(taken.getLast()));
    return taken;
  }

  /// All frames that the server sent before it answers to a ping now.
  List<JsonNode> takeUntilPong() {
    send("{\"type\":\"ping\"}");
    List<JsonNode> taken = takeUntil(frame -> frame.path("type").asText().equals("pong"));
    return taken.subList(0, taken.size() - 1);
  }

  /// The next frame where one is there already, else null.
  JsonNode poll() {
    return frames.poll();
  }

  /// The code with which the connection was closed; waits for it.
  int closeCode() {
    return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  boolean isClosed() {
    return closed.isDone();
  }

  @Override
  public void close() {
    socket.abort();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        try {
          frames.add(Api.JSON.readTree(text.toString()));
        } catch (JsonProcessingException broken) {
          closed.completeExceptionally(broken);
        }
        text.setLength(0);
      }
      if (reading) {
        from.request(1);
      }
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
      closed.complete(0);
    }
  }
}
