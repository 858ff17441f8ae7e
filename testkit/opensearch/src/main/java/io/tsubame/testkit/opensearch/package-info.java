/// OpenSearch as others run it.
@NullMarked
package io.tsubame.testkit.opensearch;

import org.jspecify.annotations.NullMarked;
