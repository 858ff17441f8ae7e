/// The Chatwork API v2 below `/v2`. The rules are in `docs/spec/api-v2.md`.
@NullMarked
package io.tsubame.api.v2;

import org.jspecify.annotations.NullMarked;
