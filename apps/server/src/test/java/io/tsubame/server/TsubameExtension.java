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
  private static final Namespace NAMESPACE = Namespace.create(TsubameExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Store store = context.getRoot().getStore(NAMESPACE);
    return store.computeIfAbsent(
        TestServer.class, _ -> new TestServer(ServerLimits.DEFAULT.withoutRates()));
  }
}
