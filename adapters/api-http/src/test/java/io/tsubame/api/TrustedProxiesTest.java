package io.tsubame.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is believed when they say for whom they ask.
final class TrustedProxiesTest {
  private static HttpApi api;

  @BeforeAll
  static void start() {
    Endpoint who =
        Endpoint.get(
            "/who", request -> Response.text(200, request.origin().client().getHostAddress()));
    HttpSettings settings =
        HttpSettings.local(0).trusting("127.0.0.1", "10.0.0.0/8", "2001:db8::/32");
    api =
        HttpApi.builder(settings, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))
            .area(
                new Area(
                    "/v1",
                    List.of(who),
                    ErrorFormat.PROBLEM,
                    Area.Around.NOTHING,
                    Area.API_HEADERS))
            .start();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @ParameterizedTest(name = "[H18] from {0}, for {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1 | 203.0.113.7                      | 203.0.113.7",
        "127.0.0.1 | 198.51.100.1, 203.0.113.7        | 203.0.113.7",
        "127.0.0.1 | 127.0.0.1, 203.0.113.7           | 203.0.113.7",
        "127.0.0.1 | 198.51.100.1, 203.0.113.7, 10.1.2.3 | 203.0.113.7",
        "127.0.0.1 | 203.0.113.7, 2001:db8::1         | 203.0.113.7",
        "127.0.0.1 | 10.1.2.3                         | 10.1.2.3",
        "127.0.0.1 | nonsense                         | 127.0.0.1",
        "127.0.0.2 | 203.0.113.7                      | 127.0.0.2",
      })
  void client(String from, String forwardedFor, String expected) throws Exception {
    assertThat(ask(from, "x-forwarded-for: " + forwardedFor)).isEqualTo(expected);
  }

  @Test
  @DisplayName("[H18] without the header, whoever connects")
  void direct() throws Exception {
    assertThat(ask("127.0.0.1", "")).isEqualTo("127.0.0.1");
    assertThat(ask("127.0.0.1", "forwarded: for=203.0.113.7")).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "proxy.example.com", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/-1", "300.1.1.1"})
  @DisplayName("[H18] what is no address or network is a fault of the configuration")
  void faults(String text) {
    assertThatThrownBy(() -> HttpSettings.local(0).trusting(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trusted-proxies");
  }

  /// @param header a line, empty for none
  private static String ask(String from, String header) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/v1/who"));
    if (!header.isEmpty()) {
      request.header(header.split(": ", 2)[0], header.split(": ", 2)[1]);
    }
    try (HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .localAddress(InetAddress.getByName(from))
            .build()) {
      return http.send(request.build(), BodyHandlers.ofString()).body();
    }
  }
}
