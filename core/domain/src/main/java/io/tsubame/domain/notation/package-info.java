/// The message notation: mentions, replies, quotes, boxes, links.
@NullMarked
package io.tsubame.domain.notation;

import org.jspecify.annotations.NullMarked;
