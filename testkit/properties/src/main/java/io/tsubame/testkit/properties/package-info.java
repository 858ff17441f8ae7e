/// Seeded generators and shrinking for property tests, without any dependency, so that the domain
/// can test with them.
@NullMarked
package io.tsubame.testkit.properties;

import org.jspecify.annotations.NullMarked;
