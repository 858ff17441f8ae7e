package io.tsubame.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What clients that do not send or do not read can take of the memory: little, and not from those
/// in other networks.
final class HttpMemoryTest {
  private static final int LARGE = 5 << 20;
  private static final String LARGE_PLEASE = "GET /v1/large HTTP/1.1\r\nhost: a\r\n\r\n";
  private static final String HERE = "127.0.0.1";
  private static final String ELSEWHERE = "127.0.0.2";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Queue<WeakReference<byte[]>> answers = new ConcurrentLinkedQueue<>();
  private final List<Socket> sockets = new ArrayList<>();
  private final HttpApi api = start();

  private HttpApi start() {
    ServerLimits limits =
        ServerLimits.DEFAULT
            .withBufferedKilobytes(4 * 1_024)
            .withAnsweredKilobytes(4 * 12 * 1_024)
            .withBodyTimeout(Duration.ofSeconds(2))
            .withRequestTimeout(Duration.ofSeconds(20));
    List<Endpoint> endpoints =
        List.of(
            Endpoint.page("/large", _ -> large()),
            Endpoint.post("/form", request -> Response.text(200, "" + request.body().length)));
    return HttpApi.builder(HttpSettings.local(0).with(limits), registry)
        .area(
            new Area("/v1", endpoints, ErrorFormat.PROBLEM, Area.Around.NOTHING, Area.API_HEADERS))
        .start();
  }

  private Response large() {
    byte[] body = new byte[LARGE];
    answers.add(new WeakReference<>(body));
    return Response.bytes(200, "text/plain", body);
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    api.close();
  }

  @Test
  @DisplayName("[H17] answers that nobody reads take no more memory than the bound")
  void unreadAnswers() throws IOException {
    for (int i = 1; i <= 2; i++) {
      ask(HERE, LARGE_PLEASE);
      double expected = i * LARGE / 1_024.0;
      await(() -> gauge("tsubame.http.answer.kilobytes") == expected);
    }
    for (int i = 0; i < 38; i++) {
      ask(HERE, LARGE_PLEASE);
    }
    await(() -> gauge("tsubame.http.answer.kilobytes") == 2.0 * LARGE / 1_024 && shed() == 38);
    await(() -> living() <= 2);

    Socket other = ask(ELSEWHERE, LARGE_PLEASE);
    assertThat(other.getInputStream().readNBytes(LARGE)).hasSize(LARGE);

    for (Socket socket : sockets) {
      socket.close();
    }
    await(() -> gauge("tsubame.http.answer.kilobytes") == 0);
  }

  @Test
  @DisplayName("[H16] bodies that are announced and do not come keep nobody waiting")
  void announcedBodies() throws IOException {
    for (int i = 0; i < 300; i++) {
      ask(HERE, head(Endpoint.FORM_BODY) + "body=");
    }
    await(() -> gauge("tsubame.http.body.kilobytes") == 300);
    assertThat(line(ask(HERE, head(4) + "abcd"))).contains("200");
  }

  @Test
  @DisplayName("[H16] bodies in memory are bounded for one network, and others go on")
  void receivedBodies() throws IOException {
    Socket holder = ask(HERE, head(Endpoint.FORM_BODY));
    holder.getOutputStream().write(new byte[Endpoint.FORM_BODY - 1]);
    await(() -> gauge("tsubame.http.body.kilobytes") == 1_024);
    assertThat(line(ask(HERE, head(4) + "abcd"))).contains("503");
    assertThat(line(ask(ELSEWHERE, head(4) + "abcd"))).contains("200");
    holder.getOutputStream().write('x');
    assertThat(line(holder)).contains("200");
    assertThat(line(ask(HERE, head(4) + "abcd"))).contains("200");
  }

  @Test
  @DisplayName("[H16] a long body has a shorter time than the whole request")
  void slowBody() throws IOException {
    long begun = System.nanoTime();
    assertThat(line(ask(HERE, head(Endpoint.FORM_BODY) + "body="))).contains("408");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(18));
  }

  private static String head(int length) {
    return "POST /v1/form HTTP/1.1\r\nhost: a\r\ncontent-length: " + length + "\r\n\r\n";
  }

  private Socket ask(String from, String request) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setSoTimeout(30_000);
    socket.setReceiveBufferSize(4_096);
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), api.port()));
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String line(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  private double shed() {
    return registry.get("tsubame.http.shed").counter().count();
  }

  private long living() {
    System.gc();
    return answers.stream().filter(answer -> answer.get() != null).count();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
