/// Where the bytes of files lie. What a file is and who may see it is decided elsewhere.
@NullMarked
package io.tsubame.application.blob;

import org.jspecify.annotations.NullMarked;
