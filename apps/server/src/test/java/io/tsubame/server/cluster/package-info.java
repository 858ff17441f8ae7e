/// Several nodes in one process, over stores in memory and a network that fails.
@NullMarked
package io.tsubame.server.cluster;

import org.jspecify.annotations.NullMarked;
