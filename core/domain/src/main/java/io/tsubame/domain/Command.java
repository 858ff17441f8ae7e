package io.tsubame.domain;

/// An order to one aggregate, which it accepts as events or rejects with a reason.
public interface Command {}
