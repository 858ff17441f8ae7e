/// The example company of `serve --demo`: a cast, scripts of what they said, and what plays them
/// through the ordinary use cases. Nothing here is known to the rest of the server.
@NullMarked
package io.tsubame.server.demo;

import org.jspecify.annotations.NullMarked;
