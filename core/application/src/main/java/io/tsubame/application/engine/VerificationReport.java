package io.tsubame.application.engine;

import java.util.List;

/// What a verification saw.
///
/// @param records of the log that were read
/// @param rows of the views that were compared; none where the log is damaged
/// @param findings the first of them, where there are very many
public record VerificationReport(long records, long rows, List<Finding> findings) {
  public VerificationReport {
    findings = List.copyOf(findings);
  }

  public boolean isSound() {
    return findings.isEmpty();
  }
}
