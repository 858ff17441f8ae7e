/// Moving all data from one place to another, above all from one machine to a cluster and back,
/// while the source serves. Knows ports only. The rules are numbered in `docs/spec/move.md`.
@NullMarked
package io.tsubame.application.move;

import org.jspecify.annotations.NullMarked;
