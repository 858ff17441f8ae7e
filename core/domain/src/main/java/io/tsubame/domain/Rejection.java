package io.tsubame.domain;

/// Why an aggregate refused a command: an expected answer, not an error.
public interface Rejection {}
