/// An organization: its people, administrators and invitations.
@NullMarked
package io.tsubame.domain.organization;

import org.jspecify.annotations.NullMarked;
