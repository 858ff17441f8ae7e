package io.tsubame.search.opensearch;

import io.tsubame.application.secret.Certificates;
import io.tsubame.search.opensearch.OpenSearchConfig.Credentials;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5Options;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;
import org.opensearch.client.transport.httpclient5.HttpAsyncResponseConsumerFactory.HeapBufferedResponseConsumerFactory;

/// How OpenSearch is reached.
final class Transport {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final TimeValue IDLE = TimeValue.ofSeconds(30);
  private static final int THREADS = 2;

  /// Beside searches: what writes, and what makes an index anew.
  private static final int MORE_CONNECTIONS = 16;

  /// Of one answer, in bytes; the largest are thousands of hits of a hundred bytes.
  private static final int ANSWER = 64 << 20;

  private Transport() {}

  /// Connects to nobody yet.
  ///
  /// @throws io.tsubame.application.Unavailable where the certificates cannot be read
  static OpenSearchTransport to(OpenSearchConfig config, @Nullable Credentials credentials) {
    HttpHost[] hosts =
        config.addresses().stream()
            .map(URI::create)
            .map(uri -> new HttpHost(uri.getScheme(), uri.getHost(), port(uri)))
            .toArray(HttpHost[]::new);
    Timeout answer = Timeout.of(config.answer());
    PoolingAsyncClientConnectionManager connections = connections(config, answer);
    ApacheHttpClient5Options.Builder options = ApacheHttpClient5Options.DEFAULT.toBuilder();
    options.setHttpAsyncResponseConsumerFactory(new HeapBufferedResponseConsumerFactory(ANSWER));
    return ApacheHttpClient5TransportBuilder.builder(hosts)
        .setOptions(options.build())
        .setDefaultHeaders(headers(credentials))
        .setRequestConfigCallback(
            request -> request.setConnectionRequestTimeout(answer).setResponseTimeout(answer))
        .setHttpClientConfigCallback(client ->
            client
                .setConnectionManager(connections)
                .evictExpiredConnections()
                .evictIdleConnections(IDLE)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .setIOReactorConfig(
                    IOReactorConfig.custom()
                        .setIoThreadCount(THREADS)
                        .setSoTimeout(answer)
                        .build()))
        .build();
  }

  private static int port(URI address) {
    int usual = address.getScheme().equals("https") ? 443 : 80;
    return address.getPort() < 0 ? usual : address.getPort();
  }

  private static PoolingAsyncClientConnectionManager connections(
      OpenSearchConfig config, Timeout answer) {
    int most = config.searches() + MORE_CONNECTIONS;
    long connect = Math.min(CONNECT.toMillis(), config.answer().toMillis());
    return PoolingAsyncClientConnectionManagerBuilder.create()
        .setTlsStrategy(
            ClientTlsStrategyBuilder.create()
                .setSslContext(Certificates.trusting(config.certificates()))
                // By itself the client leaves names to Java, which takes localhost for any address.
                .setHostVerificationPolicy(HostnameVerificationPolicy.BOTH)
                .setHostnameVerifier(new DefaultHostnameVerifier())
                .buildAsync())
        .setDefaultTlsConfig(
            TlsConfig.custom()
                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                .setHandshakeTimeout(answer)
                .build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(connect, TimeUnit.MILLISECONDS)
                .setSocketTimeout(answer)
                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                .build())
        .setMaxConnPerRoute(most)
        .setMaxConnTotal(most * config.addresses().size())
        .build();
  }

  private static Header[] headers(@Nullable Credentials credentials) {
    if (credentials == null) {
      return new Header[0];
    }
    byte[] pair =
        (credentials.user() + ":" + credentials.password()).getBytes(StandardCharsets.UTF_8);
    return new Header[] {
      new BasicHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair))
    };
  }
}
