/// An account: profile, credentials, and the person's private arrangement of rooms.
@NullMarked
package io.tsubame.domain.account;

import org.jspecify.annotations.NullMarked;
