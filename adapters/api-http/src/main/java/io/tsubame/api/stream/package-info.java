/// The live stream at `/v1/stream`: WebSocket connections between clients and the live hub. Rules
/// in `docs/spec/live-stream.md`.
@NullMarked
package io.tsubame.api.stream;

import org.jspecify.annotations.NullMarked;
