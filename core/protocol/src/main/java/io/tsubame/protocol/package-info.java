/// The published event schema and its codecs: the only place that knows both the domain's events
/// and their bytes.
@NullMarked
package io.tsubame.protocol;

import org.jspecify.annotations.NullMarked;
