package io.tsubame.server;

import io.tsubame.api.ServerLimits;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests a running server, one for the whole run, without limits on rates. Tests make their
/// own people and rooms on it, so they do not meet.
public final class TsubameExtension implements ParameterResolver {
  /// Whether it is one of two nodes on real engines, so that half of what it is asked has to be
  /// done by the other.
  private static final boolean ON_CLUSTER =
      "cluster".equals(System.getProperty("tsubame.test.profile"));

  private static final Namespace NAMESPACE = Namespace.create(TsubameExtension.class);

  /// Whether another node may have decided what is asked of this one, so that it hears of it a
  /// moment later.
  public static boolean isOnCluster() {
    return ON_CLUSTER;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Store store = context.getRoot().getStore(NAMESPACE);
    if (ON_CLUSTER) {
      return store
          .computeIfAbsent(
              TestCluster.class, _ -> new TestCluster(RealEngines.shared(), 2), TestCluster.class)
          .node(0);
    }
    return store.computeIfAbsent(
        TestServer.class, _ -> new TestServer(ServerLimits.DEFAULT.withoutRates()));
  }
}
