package io.tsubame.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpMethod;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Overloaded;
import io.tsubame.domain.room.RoomRejection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules of `docs/spec/http.md`, over real connections.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HttpApiTest {
  private final CountDownLatch busy = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicBoolean ready = new AtomicBoolean(true);
  private final HttpClient client = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
  private final HttpApi api = start();

  private HttpApi start() {
    ServerLimits limits =
        ServerLimits.DEFAULT.withRequestsInFlight(1).withRequestTimeout(Duration.ofSeconds(3));
    List<Endpoint> endpoints =
        List.of(
            Endpoint.get("/items/{item}", request -> Response.text(200, request.variable("item"))),
            Endpoint.get("/items/special", _ -> Response.text(200, "literal")),
            Endpoint.post("/items/{item}", request -> text(request.form().value("body"))),
            Endpoint.get("/slow", _ -> slow()),
            Endpoint.get("/base", request -> Response.text(200, request.baseUrl())),
            Endpoint.get("/nothing", _ -> Response.NO_CONTENT),
            new Endpoint(HttpMethod.POST, "/small", 10, _ -> Response.NO_CONTENT),
            Endpoint.get("/bug", _ -> fail(new IllegalStateException("secret detail"))),
            Endpoint.get("/overloaded", _ -> fail(new Overloaded("mailbox full"))),
            Endpoint.get("/unknown", _ -> fail(new OutcomeUnknown("lost"))),
            Endpoint.get(
                "/rejected", _ -> fail(ErrorTable.of(new RoomRejection.RoomNotFound()).refusal())));
    return HttpApi.builder(
            HttpSettings.local(0).with(limits),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))
        .area(area("/v1", endpoints, ErrorFormat.PROBLEM))
        .area(area("/v2", endpoints, ErrorFormat.ERRORS))
        .readyWhen(ready::get)
        .start();
  }

  private static Area area(String prefix, List<Endpoint> endpoints, ErrorFormat errors) {
    return new Area(prefix, endpoints, errors, Area.Around.NOTHING, Area.API_HEADERS);
  }

  private static Response text(String text) {
    return Response.text(200, text == null ? "none" : text);
  }

  private static Response fail(RuntimeException failure) {
    throw failure;
  }

  private Response slow() {
    busy.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return Response.text(200, "done");
  }

  @AfterAll
  void stop() {
    release.countDown();
    api.close();
    client.close();
  }

  @Test
  @DisplayName("[H1] a literal segment goes before a variable, which is decoded")
  void routes() throws Exception {
    assertThat(get("/v2/items/special").body()).isEqualTo("literal");
    assertThat(get("/v2/items/a%20b%2Fc+d").body()).isEqualTo("a b/c+d");
  }

  @ParameterizedTest(name = "[H2] {0} {1} answers {2}")
  @CsvSource({
    "GET,/v2/absent,404",
    "GET,/v2/items/,404",
    "GET,/v2,404",
    "GET,/v2/items/a/b,404",
    "DELETE,/v2/items/a,405",
    "OPTIONS,/v2/items/a,405",
    "HEAD,/v2/items/a,405",
    "GET,/v2/items/%ff,400",
    "GET,/absent,404",
    "POST,/health/live,405"
  })
  void strays(String method, String path, int status) throws Exception {
    HttpResponse<String> answer = send(request(path).method(method, BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type").orElse("")).contains("json");
  }

  @Test
  @DisplayName("[H3] errors have the form of their area")
  void forms() throws Exception {
    assertThat(get("/v2/rejected").body())
        .isEqualTo("{\"errors\":[\"You don't have permission to get this room\"]}");
    HttpResponse<String> problem = get("/v1/rejected");
    assertThat(problem.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(problem.body())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"You don't have permission to get this room\","
                + "\"status\":403,\"code\":\"room-not-found\"}");
  }

  @Test
  @DisplayName("[H4] a bug answers 500 with an incident and nothing of its cause")
  void bugs() throws Exception {
    HttpResponse<String> answer = get("/v2/bug");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body())
        .matches("\\{\"errors\":\\[\"Internal error, incident [0-9a-f]{12}\"]}");
  }

  @Test
  @DisplayName("[H5] operating failures tell whether something may have happened")
  void failures() throws Exception {
    HttpResponse<String> overloaded = get("/v2/overloaded");
    assertThat(overloaded.statusCode()).isEqualTo(503);
    assertThat(overloaded.headers().firstValue("retry-after")).hasValue("1");
    assertThat(get("/v2/unknown").statusCode()).isEqualTo(504);
  }

  @Test
  @DisplayName("[H6] beyond the bound on calls in progress 503 tells to come back")
  void sheds() throws Exception {
    CompletableFuture<HttpResponse<String>> first =
        client.sendAsync(request("/v2/slow").build(), BodyHandlers.ofString());
    busy.await();
    HttpResponse<String> second = get("/v2/items/a");
    assertThat(second.statusCode()).isEqualTo(503);
    assertThat(second.headers().firstValue("retry-after")).hasValue("1");
    release.countDown();
    assertThat(first.get().body()).isEqualTo("done");
  }

  @Test
  @DisplayName("[H7] a body beyond the bound is refused, by the endpoint and by the server")
  void largeBodies() throws Exception {
    assertThat(
            send(request("/v2/small").POST(BodyPublishers.ofString("x".repeat(11)))).statusCode())
        .isEqualTo(413);
    String huge = "body=" + "x".repeat(Endpoint.FORM_BODY);
    HttpResponse<String> answer = send(request("/v2/items/a").POST(BodyPublishers.ofString(huge)));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).isEqualTo("{\"errors\":[\"The request body is too large\"]}");
  }

  @Test
  @DisplayName("[H8] every answer has the headers of safety, and none tells what server it is")
  void headers() throws Exception {
    HttpResponse<String> answer = get("/v2/items/a");
    assertThat(answer.headers().map()).doesNotContainKey("server");
    assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
    assertThat(answer.headers().firstValue("content-security-policy"))
        .hasValue("default-src 'none'; frame-ancestors 'none'");
    assertThat(get("/v2/nothing").headers().map()).doesNotContainKeys("content-type");
  }

  @Test
  @DisplayName("[H9] health and metrics answer, and readiness follows the server")
  void health() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    ready.set(false);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    get("/v2/items/a");
    assertThat(get("/metrics").body())
        .contains("tsubame_http_requests_seconds_count{method=\"GET\",route=\"/v2/items/{item}\"}");
  }

  @Test
  @DisplayName(
      "[H2] what anybody may read answers HEAD with the head of GET, and with nothing else")
  void head() throws Exception {
    HttpRequest.Builder asked = request("/health/live");
    HttpResponse<String> head = send(asked.method("HEAD", BodyPublishers.noBody()));
    HttpResponse<String> whole = get("/health/live");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValueAsLong("content-length"))
        .hasValue(whole.body().getBytes(StandardCharsets.UTF_8).length);
    assertThat(send(request("/health/live").DELETE()).headers().firstValue("allow"))
        .hasValue("GET, HEAD");
  }

  @Test
  @DisplayName("[H10] HTTP/2 in clear text works like HTTP/1.1")
  void http2() {
    WebClient two = WebClient.of("h2c://127.0.0.1:" + api.port());
    assertThat(two.get("/v2/items/a").aggregate().join().contentUtf8()).isEqualTo("a");
  }

  @Test
  @DisplayName("[H11] absolute URLs are made from the host that the client asked")
  void baseUrl() throws Exception {
    assertThat(get("/v2/base").body()).isEqualTo("http://127.0.0.1:" + api.port());
  }

  @ParameterizedTest(name = "[H12] {0} is refused")
  @CsvSource({
    "FOO /v2/items/a HTTP/1.1",
    "GET /v2/items/%zz HTTP/1.1",
    "GET /v2/items/% HTTP/1.1",
    "GET /v2/items/%00 HTTP/1.1",
    "GET v2/items/a HTTP/1.1",
    "GET /v2/../../etc/passwd HTTP/1.1",
    "GET /v2/items/%2e%2e/%2e%2e HTTP/1.1",
    "nonsense"
  })
  void brokenRequests(String line) throws Exception {
    String answer = raw(line + "\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("Exception");
  }

  @ParameterizedTest(name = "[H12] {0}: {1}")
  @CsvSource({"/v2/items/%zz,400", "/v2/items/%00,400", "/v2/../x,400", "/v2/LONG,414"})
  void unreadablePaths(String path, int status) throws Exception {
    String sent = path.replace("LONG", "x".repeat(8_000));
    String answer = raw("GET " + sent + " HTTP/1.1\r\nhost: a\r\n\r\n");
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .contains("\"code\":\"")
        .contains("\"errors\":[\"The request");
  }

  @Test
  @DisplayName("[H16] a body that does not come is not waited for")
  void slowBody() throws Exception {
    assertThat(raw("POST /v2/items/a HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nbody="))
        .startsWith("HTTP/1.1 408");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private String raw(String text) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
