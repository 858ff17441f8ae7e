package io.tsubame.api;

/// Answers requests. Blocking is fine: every request has a virtual thread of its own.
///
/// What may be thrown and is rendered in the form of the area: [Refusal], every
/// [io.tsubame.application.OperatingFailure], and anything else as a bug.
@FunctionalInterface
public interface Handler {
  Response handle(Request request);
}
