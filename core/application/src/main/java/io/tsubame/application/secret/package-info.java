/// What must not be guessed or read: random codes, tokens, the hashing of passwords.
@NullMarked
package io.tsubame.application.secret;

import org.jspecify.annotations.NullMarked;
