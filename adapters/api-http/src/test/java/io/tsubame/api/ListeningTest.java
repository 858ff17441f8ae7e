package io.tsubame.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ListeningTest {
  /// All of the machine's own, the loopback address among them.
  static List<String> addresses() throws Exception {
    return Stream.concat(
            Stream.of("0.0.0.0"),
            NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address.getAddress().length == 4)
                .map(InetAddress::getHostAddress))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("addresses")
  @DisplayName("it listens on any address of the machine, and knows its port")
  void listens(String address) {
    HttpSettings settings =
        new HttpSettings(address, 0, null, List.of(), Duration.ofSeconds(1), ServerLimits.DEFAULT);
    try (HttpApi api =
        HttpApi.builder(settings, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)).start()) {
      String host = address.equals("0.0.0.0") ? "127.0.0.1" : address;
      WebClient client = WebClient.of("http://" + host + ":" + api.port());
      assertThat(client.get("/health/live").aggregate().join().status().code()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("a preparation takes no port, and leaves the server as it is without")
  void prepared() throws Exception {
    HttpApi.prepare();
    listens("127.0.0.1");
  }
}
