package io.tsubame.views.hbase;

import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.DoNotRetryIOException;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.AdvancedScanResultConsumer;
import org.apache.hadoop.hbase.client.AsyncConnection;
import org.apache.hadoop.hbase.client.AsyncTable;
import org.apache.hadoop.hbase.client.AsyncTableBuilder;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.RpcConnectionRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way to HBase. Every call ends within a time. Where HBase does not answer, calls fail at
/// once, while one thread asks again and again until it does; so nobody waits to find out.
final class Link implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  /// What a table takes to be made.
  private static final Duration MAKING = Duration.ofSeconds(60);

  /// Beyond what HBase's client is told, so that it says by itself what was wrong.
  private static final Duration GRACE = Duration.ofMillis(500);

  private static final Duration RETRY_PAUSE = Duration.ofMillis(50);
  private static final int REASON = 300;

  private final HBaseViewsConfig config;
  private final TableName asked;
  private final Counters counters;
  private final Breaker breaker = new Breaker();
  private final Semaphore calls;
  private final ReentrantLock connecting = new ReentrantLock();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable AsyncConnection connection;

  /// @param asked the table whose answer says that HBase answers, whether it is there or not
  Link(HBaseViewsConfig config, TableName asked, Counters counters) {
    this.config = config;
    this.asked = asked;
    this.counters = counters;
    calls = new Semaphore(config.calls());
  }

  /// A call over the connection.
  interface Call<T extends @Nullable Object> {
    CompletableFuture<T> over(AsyncConnection connection);
  }

  /// A call to a table.
  interface TableCall<T extends @Nullable Object> {
    CompletableFuture<T> to(AsyncTable<AdvancedScanResultConsumer> table);
  }

  HBaseViewNumbers numbers() {
    return counters.numbers(breaker.isOpen());
  }

  <T extends @Nullable Object> T read(TableName table, TableCall<T> call) {
    return counted(open -> call.to(table(open, table, config.read())), config.read());
  }

  <T extends @Nullable Object> T write(TableName table, TableCall<T> call) {
    return counted(open -> call.to(table(open, table, config.write())), config.write());
  }

  /// Writes what nobody waits for.
  void tell(TableName table, List<Put> rows) {
    AsyncConnection open = connection;
    if (open != null) {
      counters.calls.increment();
      CompletableFuture<Void> _ =
          table(open, table, config.write())
              .putAll(rows)
              .whenComplete((_, failure) -> {
                if (failure != null) {
                  counters.failures.increment();
                }
              });
    }
  }

  /// Changes tables, not rows.
  <T extends @Nullable Object> T manage(Call<T> call) {
    return counted(call, MAKING);
  }

  private static AsyncTable<AdvancedScanResultConsumer> table(
      AsyncConnection open, TableName name, Duration deadline) {
    AsyncTableBuilder<AdvancedScanResultConsumer> table = open.getTableBuilder(name);
    return table
        .setOperationTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .setScanTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .setRpcTimeout(deadline.toMillis() / 2, TimeUnit.MILLISECONDS)
        .setReadRpcTimeout(deadline.toMillis() / 2, TimeUnit.MILLISECONDS)
        .setWriteRpcTimeout(deadline.toMillis() / 2, TimeUnit.MILLISECONDS)
        .setRetryPause(RETRY_PAUSE.toMillis(), TimeUnit.MILLISECONDS)
        .build();
  }

  private <T extends @Nullable Object> T counted(Call<T> call, Duration deadline) {
    if (closing.getCount() == 0) {
      throw new Unavailable("the views are closed");
    }
    if (breaker.isOpen()) {
      counters.refused.increment();
      throw new Unavailable("HBase does not answer; it is asked again in a moment");
    }
    if (!calls.tryAcquire()) {
      throw new Overloaded("too many calls to HBase at the same time");
    }
    try {
      counters.calls.increment();
      T answer = answered(call, deadline);
      breaker.answered();
      return answer;
    } catch (IOException | TimeoutException failure) {
      counters.failures.increment();
      note(failure);
      throw new Unavailable("HBase does not answer: " + shortened(failure), failure);
    } finally {
      calls.release();
    }
  }

  /// Who refuses answers.
  private void note(Exception failure) {
    if (failure instanceof DoNotRetryIOException) {
      breaker.answered();
    } else if (breaker.failed()) {
      LOG.atWarn().addKeyValue("cause", shortened(failure)).log("HBase does not answer");
      Thread.ofVirtual().name("hbase-asking").start(this::askUntilAnswered);
    }
  }

  private void askUntilAnswered() {
    try {
      while (!closing.await(config.pause().toNanos(), TimeUnit.NANOSECONDS)) {
        if (answers()) {
          breaker.answered();
          LOG.atInfo().log("HBase answers again");
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answers() {
    try {
      counters.calls.increment();
      answered(
          open -> table(open, asked, config.read()).exists(new Get(new byte[1])), config.read());
      return true;
    } catch (DoNotRetryIOException _) {
      return true;
    } catch (IOException | TimeoutException | Unavailable _) {
      counters.failures.increment();
      return false;
    }
  }

  private <T extends @Nullable Object> T answered(Call<T> call, Duration deadline)
      throws IOException, TimeoutException {
    long end = System.nanoTime() + deadline.plus(GRACE).toNanos();
    return awaited(call.over(connected()), Duration.ofNanos(end - System.nanoTime()));
  }

  private static <T extends @Nullable Object> T awaited(
      CompletableFuture<T> coming, Duration deadline) throws IOException, TimeoutException {
    try {
      return coming.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException broken
          ? broken
          : new IOException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Unavailable("closing", interrupted);
    }
  }

  private AsyncConnection connected() throws IOException, TimeoutException {
    AsyncConnection known = connection;
    if (known != null) {
      return known;
    }
    lockWithin(config.read());
    try {
      AsyncConnection other = connection;
      if (other != null) {
        return other;
      }
      AsyncConnection made =
          awaited(
              ConnectionFactory.createAsyncConnection(configuration(config)),
              config.read().plus(GRACE));
      connection = made;
      return made;
    } finally {
      connecting.unlock();
    }
  }

  private void lockWithin(Duration deadline) throws TimeoutException {
    try {
      if (!connecting.tryLock(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException("somebody else is trying to connect");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Unavailable("closing", interrupted);
    }
  }

  static Configuration configuration(HBaseViewsConfig config) {
    Configuration settings = HBaseConfiguration.create();
    config.clientProperties().forEach(settings::set);
    settings.set("hbase.client.registry.impl", RpcConnectionRegistry.class.getName());
    settings.set("hbase.client.bootstrap.servers", String.join(",", config.servers()));
    settings.setLong("hbase.rpc.timeout", config.read().toMillis() / 2);
    settings.setLong("hbase.client.meta.operation.timeout", config.read().toMillis());
    settings.setLong("hbase.ipc.client.socket.timeout.connect", config.read().toMillis() / 2);
    settings.setLong("hbase.client.pause", RETRY_PAUSE.toMillis());
    settings.setInt("hbase.client.keyvalue.maxsize", Commits.MAX_CELL_BYTES);
    return settings;
  }

  static String shortened(Exception failure) {
    String text = String.valueOf(failure.getMessage());
    String name = failure.getClass().getSimpleName();
    return name + ": " + text.substring(0, Math.min(REASON, text.length()));
  }

  @Override
  public void close() {
    closing.countDown();
    connecting.lock();
    try {
      AsyncConnection open = connection;
      connection = null;
      if (open != null) {
        open.close();
      }
    } catch (IOException failure) {
      LOG.atWarn()
          .addKeyValue("cause", shortened(failure))
          .log("The connections to HBase did not close");
    } finally {
      connecting.unlock();
    }
  }
}
