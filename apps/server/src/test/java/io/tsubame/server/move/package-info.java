/// Moves between places of every kind. The rules are numbered in `docs/spec/move.md`.
@NullMarked
package io.tsubame.server.move;

import org.jspecify.annotations.NullMarked;
