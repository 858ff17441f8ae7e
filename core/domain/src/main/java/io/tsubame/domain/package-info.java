/// The values and the decide/evolve contract that all aggregates share. Pure: no I/O, no clock, no
/// random numbers, nothing but the JDK's base module and JSpecify.
@NullMarked
package io.tsubame.domain;

import org.jspecify.annotations.NullMarked;
