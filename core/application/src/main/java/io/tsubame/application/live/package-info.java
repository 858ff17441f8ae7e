/// The live hub: changes on their way to those who may see them.
@NullMarked
package io.tsubame.application.live;

import org.jspecify.annotations.NullMarked;
