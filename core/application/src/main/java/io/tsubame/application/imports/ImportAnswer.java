package io.tsubame.application.imports;

import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.Rejection;

/// What came of an import.
public sealed interface ImportAnswer {
  /// Everything is there and visible.
  ///
  /// @param written messages that this run added; the others were there already
  record Complete(OrganizationId organization, long written) implements ImportAnswer {}

  /// Another content of the same workspace was imported, or begun with, before. Its messages cannot
  /// be told from these.
  record OtherContent(String workspace) implements ImportAnswer {}

  /// Nothing of it is visible.
  ///
  /// @param what is refused, in words
  record Refused(String what, Rejection reason) implements ImportAnswer {}
}
