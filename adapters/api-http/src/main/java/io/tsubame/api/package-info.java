/// The HTTP door, and what all families of endpoints on it share: the server, routing, requests and
/// responses, authentication by token, and the one table of errors. Translation between the wire
/// and use cases, and no rules of chat.
///
/// A family of endpoints ([io.tsubame.api.Area]) lives in a package below this one. Handlers are
/// plain blocking code, one virtual thread for each request.
@NullMarked
package io.tsubame.api;

import org.jspecify.annotations.NullMarked;
