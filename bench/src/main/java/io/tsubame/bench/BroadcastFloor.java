package io.tsubame.bench;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.websocket.WebSocket;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.websocket.WebSocketService;
import io.netty.channel.EventLoop;
import io.tsubame.server.ThreadBudget;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;

/// The floor of bar B2: bare Armeria WebSockets, to which each post is written as a frame of the
/// product's size, one write for each. It stores nothing, and knows no accounts, rights or queues.
/// The token of a client is the room that it follows.
final class BroadcastFloor {
  private static final byte[] HELLO = "{\"type\":\"hello\"}".getBytes(StandardCharsets.US_ASCII);

  private final Map<String, Hall> halls = new ConcurrentHashMap<>();

  /// A room, its clients by the thread that writes to them: handing a frame to another thread for
  /// each client would cost more than writing it.
  private static final class Hall {
    private final Map<EventLoop, List<WebSocketWriter>> writers = new ConcurrentHashMap<>();
    private int version;

    synchronized void show(IntFunction<byte[]> frameOf) {
      byte[] frame = frameOf.apply(++version);
      writers.forEach((loop, clients) ->
          loop.execute(() -> {
            for (WebSocketWriter client : clients) {
              var _ = client.tryWrite(WebSocketFrame.ofText(frame));
            }
          }));
    }
  }

  private BroadcastFloor() {}

  /// @param arguments what the others get, which is not used
  public static void main(String[] arguments) {
    ThreadBudget.apply();
    BenchServer.announce(start().activeLocalPort());
  }

  static Server start() {
    BroadcastFloor floor = new BroadcastFloor();
    Server server =
        Server.builder()
            .port(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), SessionProtocol.HTTP)
            .requestTimeout(Duration.ZERO)
            .idleTimeout(Duration.ZERO)
            .service("/v1/stream", sockets(floor))
            .service(
                "/v2/rooms/{room}/messages",
                (context, request) ->
                    HttpResponse.of(
                        request
                            .aggregate()
                            .thenApply(whole ->
                                floor.post(
                                    Objects.requireNonNull(context.pathParam("room")),
                                    whole.contentUtf8()))))
            .build();
    server.start().join();
    return server;
  }

  /// Armeria demands an origin, which programs do not send.
  private static HttpService sockets(BroadcastFloor floor) {
    return WebSocketService.builder(floor::open)
        .allowedOrigin(_ -> true)
        .build()
        .decorate((delegate, context, request) -> {
          HttpRequest known =
              request.withHeaders(request.headers().toBuilder().set("origin", "null").build());
          context.updateRequest(known);
          return delegate.serve(context, known);
        });
  }

  private WebSocket open(ServiceRequestContext context, WebSocket incoming) {
    WebSocketWriter writer = WebSocket.streaming();
    String room = Objects.requireNonNull(context.request().headers().get("x-chatworktoken"));
    List<WebSocketWriter> clients =
        hall(room)
            .writers
            .computeIfAbsent(
                context.eventLoop().withoutContext(), _ -> new CopyOnWriteArrayList<>());
    clients.add(writer);
    var _ =
        incoming
            .whenComplete()
            .handle((_, _) -> {
              writer.close();
              return clients.remove(writer);
            });
    incoming.subscribe(new Ignoring());
    writer.write(WebSocketFrame.ofText(HELLO));
    return writer;
  }

  private HttpResponse post(String room, String form) {
    String body = URLDecoder.decode(form.substring("body=".length()), StandardCharsets.UTF_8);
    hall(room).show(version -> frame(room, version, body).getBytes(StandardCharsets.UTF_8));
    return HttpResponse.of(MediaType.JSON_UTF_8, "{\"message_id\":\"1\"}");
  }

  /// As long as the product's.
  private static String frame(String room, int version, String body) {
    return """
    {"type":"room","room_id":%1$s,"from":%2$d,"version":%2$d,"changes":[{"type":"message_posted",\
    "message":{"message_id":"1234567890123456","room_id":%1$s,"sequence":%2$d,"account_id":123456,\
    "kind":"user","body":"%3$s","deleted":false,"sent_at":1800000000000,"edited_at":null,\
    "edits":0,"reactions":[]},"mentions":{"account_ids":[],"all":false},"marked_read":true}]}\
    """
        .formatted(room, version, body);
  }

  private Hall hall(String room) {
    return halls.computeIfAbsent(room, _ -> new Hall());
  }
}
