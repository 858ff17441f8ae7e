package io.tsubame.views.hbase;

import io.tsubame.application.view.ViewStore;
import io.tsubame.testkit.ViewStoreContract;
import io.tsubame.testkit.hbase.HBaseServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The contract on a real server.
final class HBaseViewStoreTest extends ViewStoreContract {
  private static final AtomicInteger PREFIXES = new AtomicInteger();
  private static HBaseServer server;

  private final HBaseViewsConfig config =
      HBaseViewsConfig.DEFAULT
          .at(List.of(server.address()))
          .named("contract" + PREFIXES.incrementAndGet());

  @BeforeAll
  static void startServer() throws IOException {
    server = HBaseServer.start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @Override
  protected ViewStore start() {
    return HBaseViewStore.open(config);
  }

  /// HBase changes one row at once; see the specification.
  @Override
  protected boolean showsBatchesWhole() {
    return false;
  }
}
