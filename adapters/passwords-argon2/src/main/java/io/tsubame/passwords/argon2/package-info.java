/// Password hashing by Argon2id (Bouncy Castle), with a bound on how much of the machine it takes.
@NullMarked
package io.tsubame.passwords.argon2;

import org.jspecify.annotations.NullMarked;
