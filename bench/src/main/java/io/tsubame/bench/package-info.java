/// The load generator and the micro-benchmarks: what a claim about speed quotes.
@NullMarked
package io.tsubame.bench;

import org.jspecify.annotations.NullMarked;
