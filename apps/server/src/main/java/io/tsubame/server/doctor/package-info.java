/// `tsubame doctor`: looks at the machine and a data directory, and changes neither.
@NullMarked
package io.tsubame.server.doctor;

import org.jspecify.annotations.NullMarked;
