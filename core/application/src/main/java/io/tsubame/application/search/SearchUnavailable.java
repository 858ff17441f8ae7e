package io.tsubame.application.search;

import io.tsubame.application.OperatingFailure;

/// Nothing can be searched at the moment, while all else goes on.
public final class SearchUnavailable extends OperatingFailure {
  private static final long serialVersionUID = 1;

  public SearchUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
