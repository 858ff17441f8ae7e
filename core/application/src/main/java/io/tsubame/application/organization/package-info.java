/// Use cases of organizations: the first run, inviting, signing up.
@NullMarked
package io.tsubame.application.organization;

import org.jspecify.annotations.NullMarked;
