/// The configuration: one tree of records, read at start from a file, the environment and options.
/// A component of one of its records is a key by being there; [KeyNotes] says what it means.
@NullMarked
package io.tsubame.server.config;

import org.jspecify.annotations.NullMarked;
