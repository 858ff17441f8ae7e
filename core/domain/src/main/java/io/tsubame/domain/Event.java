package io.tsubame.domain;

/// A fact that happened to one aggregate. Each aggregate seals its own family of records below
/// this.
public interface Event {}
