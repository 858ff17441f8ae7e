/// The HTTP and WebSocket interfaces on Armeria: translation between the wire and use cases, and no
/// rules of chat.
@NullMarked
package io.tsubame.api.http;

import org.jspecify.annotations.NullMarked;
