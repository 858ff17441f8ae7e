package io.tsubame.api;

import java.io.Serial;

/// Ends the handling of a request with an error for the client. Carries no stack trace, since it is
/// an answer and no fault of ours.
public final class Refusal extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient ApiError error;

  public Refusal(ApiError error) {
    super(error.text(), null, false, false);
    this.error = error;
  }

  public ApiError error() {
    return error;
  }
}
