/// What whoever runs the server may do, at the command line.
@NullMarked
package io.tsubame.application.operator;

import org.jspecify.annotations.NullMarked;
