package io.tsubame.server;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// The version of this build, as its jar states it; classes run outside a jar have none.
final class Version implements IVersionProvider {
  private static final String UNPACKAGED = "development";

  static String text() {
    return Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), UNPACKAGED);
  }

  @Override
  public String[] getVersion() {
    return new String[] {"tsubame " + text()};
  }
}
