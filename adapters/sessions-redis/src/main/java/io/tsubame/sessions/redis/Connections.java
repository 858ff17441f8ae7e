package io.tsubame.sessions.redis;

import io.tsubame.application.secret.Certificates;
import io.tsubame.sessions.redis.RedisConfig.Credentials;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/// How Redis is reached.
final class Connections {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration IDLE = Duration.ofMinutes(1);

  private Connections() {}

  static RedisClient to(RedisConfig config, @Nullable Credentials credentials) {
    return RedisClient.builder()
        .hostAndPort(config.host(), config.port())
        .clientConfig(client(config, credentials))
        .poolConfig(pool(config))
        .build();
  }

  private static DefaultJedisClientConfig client(
      RedisConfig config, @Nullable Credentials credentials) {
    int answer = Math.toIntExact(config.answer().toMillis());
    DefaultJedisClientConfig.Builder client =
        DefaultJedisClientConfig.builder()
            .resp2()
            .autoNegotiateProtocol(false)
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
            .connectionTimeoutMillis(Math.min((int) CONNECT.toMillis(), answer))
            .socketTimeoutMillis(answer);
    if (credentials != null) {
      client.user(credentials.user()).password(credentials.password());
    }
    if (config.isEncrypted()) {
      encrypt(client, config);
    }
    return client.build();
  }

  /// What Jedis offers in its place knows key stores only, no certificates in PEM form.
  @SuppressWarnings("deprecation")
  private static void encrypt(DefaultJedisClientConfig.Builder client, RedisConfig config) {
    SSLParameters names = new SSLParameters();
    names.setEndpointIdentificationAlgorithm("HTTPS");
    client
        .ssl(true)
        .sslSocketFactory(Certificates.trusting(config.certificates()).getSocketFactory())
        .sslParameters(names);
  }

  private static ConnectionPoolConfig pool(RedisConfig config) {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(config.connections());
    pool.setMaxIdle(config.connections());
    pool.setMaxWait(config.answer());
    pool.setTestWhileIdle(false);
    pool.setMinEvictableIdleDuration(IDLE);
    pool.setTimeBetweenEvictionRuns(IDLE);
    pool.setJmxEnabled(false);
    return pool;
  }
}
