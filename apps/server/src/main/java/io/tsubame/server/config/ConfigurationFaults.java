package io.tsubame.server.config;

import java.util.List;

/// What is wrong with a configuration: all of it, so that one round of mending is enough.
public final class ConfigurationFaults extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> faults;

  ConfigurationFaults(List<String> faults) {
    super("The configuration has " + faults.size() + (faults.size() == 1 ? " fault" : " faults"));
    this.faults = List.copyOf(faults);
  }

  /// One line each, beginning with where it is.
  public List<String> faults() {
    return faults;
  }
}
