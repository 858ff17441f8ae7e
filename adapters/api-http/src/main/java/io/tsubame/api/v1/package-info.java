/// Tsubame's own API, `/v1`, as `docs/spec/api-v1.md` has it, and its description `/openapi.json`.
///
/// Every operation stands in a table with the shapes of what goes in and out
/// ([io.tsubame.api.v1.Operation]). From the same table come the routes, the strict reading of
/// bodies and the description, so they cannot differ. The shapes of rooms, messages, tasks and
/// people are used by the live stream, too.
@NullMarked
package io.tsubame.api.v1;

import org.jspecify.annotations.NullMarked;
