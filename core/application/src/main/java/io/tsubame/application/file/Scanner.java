package io.tsubame.application.file;

import java.nio.file.Path;

/// Looks through files for dangers.
@FunctionalInterface
public interface Scanner {
  enum Verdict {
    FINE,
    DANGEROUS
  }

  /// @throws io.tsubame.application.Unavailable where it cannot say; it is asked again later
  Verdict scan(Path file);
}
