package io.tsubame.search.opensearch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Stands before OpenSearch, notes what is asked and lets through what it likes.
final class Relay implements AutoCloseable {
  /// What came, with the size of its body.
  record Call(String method, String path, @Nullable String authorization, String body) {}

  private final HttpServer door;
  private final URI target;
  private final ToIntFunction<Call> rule;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  /// @param tls null for none
  /// @param rule gives 0 for what is let through, else the status of the refusal
  Relay(URI target, @Nullable SSLContext tls, ToIntFunction<Call> rule) throws IOException {
    this.target = target;
    this.rule = rule;
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    if (tls == null) {
      door = HttpServer.create(any, 0);
    } else {
      HttpsServer secure = HttpsServer.create(any, 0);
      secure.setHttpsConfigurator(new HttpsConfigurator(tls));
      door = secure;
    }
    door.createContext("/", this::relay);
    door.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    door.start();
  }

  int port() {
    return door.getAddress().getPort();
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  private void relay(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Call call =
        new Call(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            exchange.getRequestHeaders().getFirst("Authorization"),
            new String(body, StandardCharsets.UTF_8));
    calls.add(call);
    int refusal = rule.applyAsInt(call);
    if (refusal > 0) {
      exchange.sendResponseHeaders(refusal, -1);
      exchange.close();
      return;
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().toString()))
            .method(call.method(), BodyPublishers.ofByteArray(body));
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type != null) {
      request.header("Content-Type", type);
    }
    try {
      HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
      answer
          .headers()
          .firstValue("content-type")
          .ifPresent(given -> exchange.getResponseHeaders().set("Content-Type", given));
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(answer.body());
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw new IOException(closing);
    }
  }

  @Override
  public void close() {
    door.stop(0);
    client.close();
  }
}
